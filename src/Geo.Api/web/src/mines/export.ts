import { h } from '../dom.js';
import { then } from '../known.js';
import { t } from '../texts.js';

/** The register as a file of the server's own making, all columns. */
export function makeExport(): HTMLElement {
  const link = (format: string): HTMLElement => h('a', {
    id: `export-${format}`, class: 'button', href: '#', download: '', onclick: (event) => {
      // The day that is shown may have changed since the link was made.
      (event.currentTarget as HTMLAnchorElement).href = address(format);
    },
  }, format.toUpperCase());
  return h('span', { class: 'mines-export' }, h('span', { class: 'quiet' }, t('mines.export')), link('csv'), link('xlsx'));
}

export function address(format: string): string {
  return `/collections/mine-sites/items?${new URLSearchParams({ f: format, ...then() }).toString()}`;
}
