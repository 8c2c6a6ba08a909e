import { told } from '../act.js';
import type { App, Room } from '../app.js';
import { fill, h } from '../dom.js';
import { formatRoute, runsPages, start } from '../route.js';
import type { RunsPage } from '../route.js';
import { t } from '../texts.js';
import { openAccuracyPage } from './accuracy/page.js';
import { openInboxPage } from './inbox/page.js';
import { openLedger } from './ledger.js';
import { openModelsPage } from './models/page.js';

type Opener = (host: HTMLElement, app: App) => Room;
/** What draws on the map is fetched when it is wanted: the map's first paint does not wait for it. */
const pages: Record<RunsPage, () => Opener | Promise<Opener>> = {
  runs: () => openLedger, inbox: () => openInboxPage, models: () => openModelsPage, accuracy: () => openAccuracyPage,
  registers: async () => (await import('../registers/page.js')).openRegistersPage,
  training: async () => (await import('./training/page.js')).openTrainingPage,
};
const names = { runs: 'runs.page', inbox: 'inbox.page', registers: 'registers.page', models: 'models.page', training: 'labels.title', accuracy: 'accuracy.page' } as const;

/** 影像与作业: what came in and what runs; the models, the labels they learn from, and how good their surveys are. */
export function openRunsRoom(host: HTMLElement, app: App): Room {
  let open: { page: RunsPage; room: Room | null } | null = null;
  let closed = false;
  const links = runsPages.map((page) => ({
    page,
    link: h('a', { href: formatRoute({ ...start, room: 'runs', page }), onclick: (event) => {
      const mouse = event as MouseEvent;
      if (mouse.ctrlKey || mouse.metaKey || mouse.shiftKey) return;
      event.preventDefault();
      app.go({ page, run: null, model: null, against: null, survey: null, as: null, place: null });
    } }, t(names[page])),
  }));
  const body = h('div', { class: 'page-body' });
  fill(host, h('div', { class: 'paged-room' }, h('nav', { class: 'page-tabs', 'aria-label': t('runs.pages') }, ...links.map((l) => l.link)), body));

  return {
    show(route) {
      if (open?.page !== route.page) {
        open?.room?.close();
        open = { page: route.page, room: null };
        for (const l of links) {
          if (l.page === route.page) l.link.setAttribute('aria-current', 'page');
          else l.link.removeAttribute('aria-current');
        }
      }
      if (open.room) open.room.show(route);
      else void enter(open);
    },
    close() { closed = true; open?.room?.close(); },
  };

  async function enter(place: { page: RunsPage; room: Room | null }): Promise<void> {
    try {
      const found = pages[place.page]();
      const opener = found instanceof Promise ? await found : found;
      if (closed || open !== place || place.room) return;
      place.room = opener(body, app);
      place.room.show(app.route());
    } catch (error) {
      if (!closed && open === place) fill(body, h('p', { class: 'error', role: 'alert' }, t('error.server', { reason: told(error) })));
    }
  }
}
