import { fill, h } from '../dom.js';
import { maybe, t } from '../texts.js';
import type { Preview } from './api.js';

/** Which column holds which field; changing one asks for a new preview. */
export function makeColumns(changed: (field: string, column: string | null) => void): { element: HTMLElement; show(preview: Preview): void } {
  const body = h('tbody');
  const element = h('details', { class: 'registers-columns', open: window.innerWidth > 1000 }, h('summary', {}, t('registers.columns')),
    h('table', { class: 'list plain' }, h('thead', {}, h('tr', {}, h('th', { scope: 'col' }, t('registers.field')), h('th', { scope: 'col' }, t('registers.column')))), body));
  return {
    element,
    show(preview) {
      const focused = document.activeElement?.id;
      const unused = preview.header.map((c) => c.name).filter((c) => !Object.values(preview.columns).includes(c));
      fill(body, ...preview.fields.map((field) => {
        const id = `column-${field.name}`;
        const mapped = preview.columns[field.name] ?? '';
        const samples = preview.header.find((c) => c.name === mapped)?.samples ?? [];
        const select = h('select', { id, onchange: (event) => changed(field.name, (event.currentTarget as HTMLSelectElement).value || null) },
          h('option', { value: '', selected: mapped === '' }, '—'),
          ...preview.header.map((c) => h('option', { value: c.name, selected: c.name === mapped }, c.name)));
        return h('tr', {}, h('th', { scope: 'row' }, h('label', { for: id }, field.title ?? maybe(`registers.place.${field.name}`) ?? field.name)),
          h('td', {}, select, samples.length > 0 && h('span', { class: 'samples', title: samples.join(' · ') }, samples.join(' · '))));
      }), unused.length > 0 && h('tr', {}, h('td', { colspan: 2, class: 'unused' }, t('registers.unused', { columns: unused.join('、') }))));
      if (focused?.startsWith('column-') === true) document.getElementById(focused)?.focus();
    },
  };
}
