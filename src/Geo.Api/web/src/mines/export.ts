import { h } from '../dom.js';
import { asKnown } from '../known.js';
import { t } from '../texts.js';

/** The list as a file of the server's own making: every site and column, as known on the day that is shown. */
export function makeExport(): HTMLElement {
  const link = (format: string): HTMLElement => h('a', {
    id: `export-${format}`, class: 'button', href: address(format), download: '', onclick: (event) => {
      // The day that is shown may have changed since the link was made.
      (event.currentTarget as HTMLAnchorElement).href = address(format);
    },
  }, format.toUpperCase());
  return h('span', { class: 'mines-export' }, h('span', { class: 'quiet' }, t('mines.export')), link('csv'), link('xlsx'), h('a', { id: 'to-do', class: 'button', href: '/map/todo' }, t('room.todo')));
}

function address(format: string): string {
  const query = new URLSearchParams(asKnown()).toString();
  return `/mine-sites.${format}${query === '' ? '' : `?${query}`}`;
}
