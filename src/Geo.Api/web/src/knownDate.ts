import type { App } from './app.js';
import { fill, h } from './dom.js';
import { knownName, today } from './known.js';
import { t } from './texts.js';

/** The date in the top bar: the pages show what was known at the end of that day; empty is now. */
export function makeKnownDate(app: App): { element: HTMLElement; banner: HTMLElement; update(): void } {
  const input = h('input', { type: 'date', id: 'known-on', max: today(), min: '2000-01-01', title: t('known.hint'), onchange: () => { if (input.value === '' || input.validity.valid) go(input.value === '' ? null : input.value); } });
  const element = h('div', { class: 'known' }, h('label', { for: 'known-on' }, t('known.label')), input);
  const banner = h('div', { class: 'known-banner', role: 'status', hidden: true });
  return {
    element, banner,
    update() {
      const on = app.route().on;
      if (document.activeElement !== input || on === null) input.value = on?.slice(0, 10) ?? '';
      banner.hidden = on === null;
      const room = app.route().room;
      fill(banner, ...(on === null ? [] : [
        h('strong', {}, t('known.banner', { date: knownName(on) })), ' ',
        t(room === 'runs' ? 'known.notHere' : 'known.meaning'), ' ',
        h('button', { type: 'button', class: 'link', id: 'known-now', onclick: () => go(null) }, t('known.now')),
      ]));
    },
  };

  function go(on: string | null): void {
    app.go({ on });
  }
}
