import { fill, h } from '../dom.js';
import { maybe, t } from '../texts.js';
import type { Preview } from './api.js';

const usual = ['EPSG:4490', 'EPSG:4546', 'EPSG:4525', 'EPSG:4497', 'EPSG:32649', 'gcj02', 'bd09'];

/** The coordinate system: what the file says, or candidates of which the person confirms one. */
export function makeSystem(said: (crs: string | null) => void): { element: HTMLElement; show(preview: Preview, chosen: string | null): void } {
  const element = h('div', { class: 'registers-system' });
  return {
    element,
    show(preview, chosen) {
      const other = h('input', { id: 'crs-other', value: chosen ?? '', list: 'crs-usual', spellcheck: 'false', placeholder: 'EPSG:4546', 'aria-label': t('registers.crs.other') });
      const typed = h('form', { class: 'row', onsubmit: (event) => { event.preventDefault(); said(other.value.trim() === '' ? null : other.value.trim()); } },
        other, h('datalist', { id: 'crs-usual' }, ...usual.map((c) => h('option', { value: c }))), h('button', { type: 'submit' }, t('registers.crs.use')));
      const guess = preview.guess;
      const state = guess !== null ? h('p', { class: 'note-box', role: 'alert' }, guess.declared === null ? t('registers.crs.unknown') : t('registers.crs.wrong', { crs: guess.declared }))
        : h('p', {}, h('strong', {}, preview.crs ?? '—'), ' ', h('span', { class: 'quiet' }, maybe(`registers.crs.from.${preview.crsFrom}`) ?? ''));
      const candidates = guess === null ? null : guess.candidates.length === 0 ? h('p', {}, t('registers.crs.none')) : h('ul', { class: 'candidates' }, ...guess.candidates.map((c) => h('li', {},
        c.needs ? h('span', {}, h('strong', {}, c.crs), ' ', c.name)
          : h('button', { type: 'button', class: 'candidate', 'data-crs': c.crs, onclick: () => said(c.crs) }, h('strong', {}, c.crs), ' ', c.name,
            h('span', { class: 'quiet' }, ` · ${t('registers.crs.inside', { inside: c.inside, rows: guess.rows })}`)))));
      fill(element, h('h2', {}, t('registers.crs')), state, candidates, h('details', { open: guess?.candidates.length === 0 }, h('summary', {}, t('registers.crs.other')), typed, h('p', { class: 'quiet' }, t('registers.crs.hint'))));
    },
  };
}
