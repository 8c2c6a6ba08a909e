import { fill, h } from '../dom.js';
import { classified, nameOf, sign } from '../status.js';
import { language, maybe, t } from '../texts.js';
import type { Change, Report, Row, RowState } from './api.js';

const states: readonly RowState[] = ['taken', 'changed', 'same', 'refused'];
/** A long register is shown in parts: a table of ten thousand rows freezes an office PC. */
const part = 300;

/** The rows with what becomes of each, by state; pointing at one shows it on the map. */
export function makeRows(select: (row: number) => void): { element: HTMLElement; show(report: Report): void; mark(row: number | null): void } {
  let report: Report | null = null;
  let only: RowState | null = null;
  let shown = part;
  const bar = h('div', { class: 'segmented registers-states', role: 'group', 'aria-label': t('registers.states') });
  const body = h('tbody');
  const more = h('button', { type: 'button', hidden: true, onclick: () => { shown += part; draw(); } });
  const element = h('section', { 'aria-label': t('registers.rows') }, bar,
    h('div', { class: 'table-box' }, h('table', { class: 'list registers-rows' },
      h('caption', { class: 'visually-hidden' }, t('registers.rows')),
      h('thead', {}, h('tr', {}, ...(['registers.row', 'registers.code', 'registers.state', 'registers.why'] as const).map((k) => h('th', { scope: 'col' }, t(k))))), body)), more);

  function draw(): void {
    const all = report;
    if (!all) return;
    fill(bar, ...[null, ...states].map((s) => h('button', { type: 'button', 'data-state': s ?? 'all', 'aria-pressed': String(only === s), onclick: () => { only = s; shown = part; draw(); } },
      s !== null && signOf(s), ` ${s === null ? t('registers.all') : nameOfState(s)} ${s === null ? all.rows.length : all[s]}`)));
    const rows = all.rows.filter((r) => only === null || r.state === only);
    fill(body, ...rows.slice(0, shown).map(rowOf));
    if (rows.length === 0) fill(body, h('tr', {}, h('td', { colspan: 4, class: 'empty' }, t('registers.noRows'))));
    more.hidden = rows.length <= shown;
    more.textContent = t('registers.more', { count: rows.length - shown });
  }

  function rowOf(r: Row): HTMLElement {
    return h('tr', { class: r.state, 'data-row': r.row, tabindex: 0, onclick: () => select(r.row), onkeydown: (event) => { if ((event as KeyboardEvent).key === 'Enter') select(r.row); } },
      h('td', { class: 'n' }, r.line === null ? String(r.row) : t('registers.line', { line: r.line })), h('td', { class: 'code' }, r.code ?? '—'),
      h('td', { class: 'state-cell' }, signOf(r.state), ' ', nameOfState(r.state)),
      h('td', {}, ...r.reasons.map((reason) => h('p', {}, reason[language()])), ...r.changes.map(changeOf)));
  }

  return {
    element,
    show(next) { report = next; only = null; shown = part; draw(); },
    mark(row) { for (const r of body.rows) r.classList.toggle('open', row !== null && r.dataset.row === String(row)); },
  };
}

function changeOf(c: Change): HTMLElement {
  const name = maybe(`fact.${c.field}`) ?? maybe(`registers.place.${c.field}`) ?? c.field;
  return h('p', { class: 'change' }, `${name}: `, h('del', {}, c.before ?? '—'), ' → ', h('ins', {}, c.after ?? '—'));
}

function signOf(state: RowState): SVGSVGElement | false {
  const found = classified['import-rows']?.list.find((c) => c.key === state);
  return found ? sign(found) : false;
}

function nameOfState(state: RowState): string {
  const found = classified['import-rows']?.list.find((c) => c.key === state);
  return found ? nameOf(found, language()) : state;
}
