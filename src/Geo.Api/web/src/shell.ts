import { makeAccountMenu } from './account.js';
import type { App } from './app.js';
import { h, svg } from './dom.js';
import { makeKnownDate } from './knownDate.js';
import { makeSearch } from './search.js';
import { makeReportBanner } from './reports/banner.js';
import { roomPath } from './route.js';
import type { RoomId } from './route.js';
import { language, t } from './texts.js';

interface RailEntry { room: RoomId; path: string }
/** The eight rooms. Paths are 24 × 24 line drawings of our own. */
const rail: RailEntry[] = [
  { room: 'map', path: 'M3 6l6-2 6 2 6-2v14l-6 2-6-2-6 2zM9 4v14M15 6v14' },
  { room: 'mines', path: 'M3 19l6-11 4 6 2-3 6 8zM14 5l4 4M13 8l5-5' },
  { room: 'dumps', path: 'M2 19h20M4 19c2-8 5-12 8-12s6 4 8 12M9 13l2 2 3-4' },
  { room: 'priority', path: 'M4 20V10M10 20V4M16 20v-7M22 20H2' },
  { room: 'cases', path: 'M6 3h12v18l-6-4-6 4zM9 8h6M9 12h6' },
  { room: 'review', path: 'M2 12c3-5 6-7 10-7s7 2 10 7c-3 5-6 7-10 7s-7-2-10-7zM9 12a3 3 0 1 0 6 0 3 3 0 1 0-6 0' },
  { room: 'reports', path: 'M6 2h8l5 5v15H6zM14 2v5h5M9 12h7M9 16h7' },
  { room: 'runs', path: 'M12 3l9 5-9 5-9-5zM3 12l9 5 9-5M3 16l9 5 9-5' },
];

export interface Shell { readonly main: HTMLElement; update(): void; date(text: string): void }

/** Rail, top bar and the place for a room. */
export function makeShell(host: HTMLElement, app: App, switchLanguage: () => void): Shell {
  const main = h('main', { id: 'main', tabindex: -1 });
  const date = h('span', { class: 'as-known', title: t('top.asKnownHint') });
  const known = makeKnownDate(app);
  const report = makeReportBanner(app);
  const district = h('strong');
  const account = makeAccountMenu(app);
  const entries = rail.map((e) => {
    const icon = svg('svg', { viewBox: '0 0 24 24', 'aria-hidden': 'true' }, svg('path', { d: e.path }));
    const room = e.room;
    const element = h('a', { class: 'rail-entry', href: roomPath(room), onclick: (event) => {
      const mouse = event as MouseEvent;
      if (mouse.ctrlKey || mouse.metaKey || mouse.shiftKey) return;
      event.preventDefault();
      app.go({ room, own: {}, ...(room === 'mines' ? { site: null } : {}) });
    } }, icon, h('span', {}, t(`room.${room}`)));
    return { room, element };
  });
  host.replaceChildren(
    h('a', { class: 'skip', href: '#main', onclick: (e) => { e.preventDefault(); main.focus(); } }, t('top.skip')),
    h('nav', { class: 'rail', 'aria-label': t('rail.label') }, ...entries.map((e) => e.element)),
    h('header', { class: 'top' },
      h('a', { class: 'brand', href: '/', title: t('top.home') }, district, h('span', {}, t('top.title'))),
      date, known.element, makeSearch(app),
      h('button', { type: 'button', class: 'quiet-button', lang: language() === 'zh' ? 'en' : 'zh-CN', onclick: switchLanguage }, language() === 'zh' ? 'English' : '中文'), account.element),
    h('div', { class: 'banners' },
      app.session.synthetic && h('div', { class: 'banner', role: 'note' }, h('strong', {}, t('banner.title')), ' ', t('banner.text')),
      known.banner, report.element),
    main,
    h('div', { class: 'toast', id: 'toast', role: 'status', 'aria-live': 'polite' }), h('div', { class: 'visually-hidden', id: 'toast-aside', 'aria-live': 'polite' }),
  );
  return {
    main,
    update() {
      known.update();
      report.update();
      const open = app.route().room;
      for (const e of entries) {
        if (e.room === open) e.element.setAttribute('aria-current', 'page');
        else e.element.removeAttribute('aria-current');
      }
      document.title = `${t(`room.${open}`)} · ${t('top.title')}`;
      district.textContent = app.session.district === '' ? t('top.district') : app.session.district;
      account.update();
    },
    date(text) { date.textContent = text; },
  };
}
