import type { App } from '../app.js';
import { fill, h } from '../dom.js';
import { day } from '../format.js';
import { today } from '../known.js';
import { formatRoute } from '../route.js';
import type { Route } from '../route.js';
import { maybe, t } from '../texts.js';
import { states } from './api.js';
import type { Board, Case, State } from './api.js';
import { ownOf, picked, viewOf } from './filters.js';
import type { View } from './filters.js';
import { areaText, stateName, stateSign, termCell, unitName, whatName } from './words.js';

/** The board: today's numbers, who has how much to do, and the cases in their groups, those due first at the top. */
export function makeBoard(app: App): { element: HTMLElement; show(board: Board, route: Route): void } {
  const numbers = h('div', { class: 'cases-numbers', role: 'group', 'aria-label': t('cases.numbers') });
  const matrix = h('div', { class: 'table-box cases-matrix' });
  const filters = h('div', { class: 'cases-filters', role: 'search', 'aria-label': t('cases.filters') });
  const rows = h('div', { class: 'table-box cases-rows' });
  const element = h('div', { class: 'cases-board' }, numbers, matrix, filters, rows);
  const search = h('input', { type: 'search', id: 'cases-text', placeholder: t('cases.find'), 'aria-label': t('cases.find'), oninput: () => change({ text: search.value }, 'replace') });
  let board: Board | null = null;

  function change(part: Partial<View>, how: 'push' | 'replace' = 'push'): void {
    app.go({ own: ownOf({ ...viewOf(app.route().own), ...part }) }, how);
    if (how === 'replace' && board) draw(board, viewOf(app.route().own));
  }

  function draw(b: Board, view: View): void {
    const shown = picked(b, view, today().slice(0, 7));
    const number = (id: string, value: number, label: string, on: boolean, part: Partial<View>, bad = false): HTMLElement =>
      h('button', { type: 'button', id, class: `cases-number${bad && value > 0 ? ' bad' : ''}`, 'aria-pressed': String(on), onclick: () => change({ ...part, text: '' }) }, h('strong', {}, String(value)), h('span', {}, label));
    fill(numbers,
      number('cases-open', b.numbers.open, t('cases.open'), view.state === 'open' && view.due === '', { state: 'open', due: '' }),
      number('cases-overdue', b.numbers.overdue, t('cases.overdue'), view.due === 'overdue', { state: 'open', due: 'overdue' }, true),
      number('cases-soon', b.numbers.due_soon, t('cases.soon', { days: b.due_soon_days }), view.due === 'soon', { state: 'open', due: 'soon' }),
      number('cases-month', b.numbers.closed_this_month, t('cases.closedMonth'), view.due === 'closed', { state: 'all', due: 'closed' }),
      ...states.map((s) => h('button', { type: 'button', class: 'chip', id: `cases-state-${s}`, 'aria-pressed': String(view.state === s), onclick: () => change({ state: view.state === s ? 'open' : s, due: '' }) }, stateSign(s), ` ${b.numbers.by_state[s]}`)));
    drawMatrix(b, view);
    drawFilters(b, view, shown.length);
    drawRows(b, view, shown);
  }

  // Which unit has how many in which state: each number is a filter.
  function drawMatrix(b: Board, view: View): void {
    const open = b.cases.filter((c) => c.state !== 'closed');
    const units = b.units.filter((u) => open.some((c) => c.unit === u.code));
    matrix.hidden = units.length === 0;
    const cell = (unit: string, of: readonly Case[], part: Partial<View>, label: string, late = false): HTMLElement => h('td', { class: `n${late && of.length > 0 ? ' late' : ''}` }, of.length === 0 ? h('span', { class: 'quiet' }, '–')
      : h('button', { type: 'button', class: 'link', 'aria-label': `${unitName(b.units, unit)} ${label} ${of.length}`, onclick: () => change({ unit, ...part }) }, String(of.length)));
    fill(matrix, h('table', { class: 'list plain' }, h('caption', { class: 'visually-hidden' }, t('cases.matrix')),
      h('thead', {}, h('tr', {}, h('th', { scope: 'col' }, t('cases.unit')), ...states.slice(0, 4).map((s) => h('th', { scope: 'col' }, t(`cases.next.${s as 'found'}`))), h('th', { scope: 'col' }, t('cases.overdue')), h('th', { scope: 'col' }, t('cases.all')))),
      h('tbody', {}, ...units.map((u) => {
        const own = open.filter((c) => c.unit === u.code);
        return h('tr', { class: view.unit === u.code ? 'open' : '' }, h('th', { scope: 'row' }, unitName(b.units, u.code)),
          ...states.slice(0, 4).map((s) => cell(u.code, own.filter((c) => c.state === s), { state: s, due: '' }, stateName(s))),
          cell(u.code, own.filter((c) => c.overdue), { state: 'open', due: 'overdue' }, t('cases.overdue'), true), cell(u.code, own, { state: 'open', due: '' }, t('cases.open')));
      }))));
  }

  function drawFilters(b: Board, view: View, count: number): void {
    const choose = (name: 'state' | 'unit' | 'town' | 'group', options: [string, string][]): HTMLSelectElement => {
      const select = h('select', { id: `cases-${name}`, 'aria-label': t(`cases.filter.${name}`), onchange: () => change({ [name]: select.value }) }, ...options.map(([value, title]) => h('option', { value, selected: view[name] === value }, title)));
      return select;
    };
    const towns = [...new Set(b.cases.map((c) => c.town ?? ''))].filter((x) => x !== '').sort((x, y) => x.localeCompare(y, 'zh'));
    const mine = h('input', { type: 'checkbox', id: 'cases-mine', onchange: () => change({ mine: mine.checked }) });
    mine.checked = view.mine;
    if (document.activeElement !== search) search.value = view.text;
    const query = new URLSearchParams(Object.entries({ state: view.state === 'all' ? '' : view.state, unit: view.unit, town: view.town, overdue: view.due === 'overdue' ? 'true' : '' }).filter(([, v]) => v !== '')).toString();
    const focused = document.activeElement?.id ?? '';
    fill(filters, b.mine.units.length > 0 || b.mine.town !== null ? h('label', { class: 'cases-mine' }, mine, ' ', t('cases.mine')) : null, search,
      choose('state', [['open', t('cases.open')], ['all', t('cases.allStates')], ...states.map((s): [string, string] => [s, stateName(s)])]),
      choose('unit', [['', t('cases.filter.unit')], ...b.units.filter((u) => b.cases.some((c) => c.unit === u.code)).map((u): [string, string] => [u.code, unitName(b.units, u.code)])]),
      choose('town', [['', t('cases.filter.town')], ...towns.map((x): [string, string] => [x, x])]),
      choose('group', (['due', 'state', 'unit', 'town'] as const).map((g): [string, string] => [g, t(`cases.group.${g}`)])),
      h('output', { class: 'quiet', id: 'cases-count' }, t('cases.count', { shown: count, all: b.cases.length })), h('span', { class: 'spacer' }),
      h('span', { class: 'quiet' }, t('cases.list')), ...(['xlsx', 'csv', 'geojson', 'kml'] as const).map((f) => h('a', { class: 'button', id: `cases-${f}`, href: `/cases.${f}${query === '' ? '' : `?${query}`}`, download: true }, f.toUpperCase())));
    if (focused !== '' && document.activeElement?.id !== focused) document.getElementById(focused)?.focus();
  }

  function drawRows(b: Board, view: View, shown: readonly Case[]): void {
    if (b.cases.length === 0) { fill(rows, h('p', { class: 'empty' }, t('cases.none'))); return; }
    if (shown.length === 0) { fill(rows, h('p', { class: 'empty' }, t('cases.noMatch'))); return; }
    const urgency = (c: Case): string => (c.state === 'closed' ? 'closed' : c.overdue ? 'overdue' : c.days_left !== null && c.days_left <= b.due_soon_days ? 'soon' : 'later');
    const key = (c: Case): string => (view.group === 'due' ? urgency(c) : view.group === 'state' ? c.state : view.group === 'unit' ? c.unit : c.town ?? '');
    const order = view.group === 'due' ? ['overdue', 'soon', 'later', 'closed'] : view.group === 'state' ? [...states] as string[] : view.group === 'unit' ? b.units.map((u) => u.code) : [...new Set(shown.map(key))].sort((x, y) => x.localeCompare(y, 'zh'));
    const groups = order.map((k) => ({ k, own: shown.filter((c) => key(c) === k) })).filter((g) => g.own.length > 0);
    const urgencies: Record<string, string> = { overdue: t('cases.overdue'), soon: t('cases.soon', { days: b.due_soon_days }), later: t('cases.later'), closed: stateName('closed') };
    const title = (k: string): HTMLElement | string => (view.group === 'due' ? h('span', { class: k === 'overdue' ? 'late' : '' }, urgencies[k] ?? k) : view.group === 'state' ? h('span', {}, stateSign(k as State), ` → ${k === 'closed' ? t('cases.watched') : t(`cases.next.${k as 'found'}`)}`) : view.group === 'unit' ? unitName(b.units, k) : k === '' ? t('cases.noTown') : k);
    fill(rows, h('table', { class: 'list cases' }, h('caption', { class: 'visually-hidden' }, t('cases.caption')),
      h('thead', {}, h('tr', {}, ...(['id', 'state', 'unit', 'term', 'town', 'what', 'area', 'seen'] as const).map((c) => h('th', { scope: 'col', class: `k-${c}` }, t(`cases.col.${c}`))))),
      ...groups.map(({ k, own }) => h('tbody', {},
        h('tr', { class: 'group' }, h('th', { scope: 'rowgroup', colspan: 8 }, title(k), ' ', h('span', { class: 'count' }, `${own.length}`), view.group !== 'due' && own.some((c) => c.overdue) ? h('span', { class: 'late' }, ` · ${t('cases.overdue')} ${own.filter((c) => c.overdue).length}`) : null)),
        ...own.map((c) => row(b, c))))));
  }

  function row(b: Board, c: Case): HTMLElement {
    const open = (event: Event): void => {
      const mouse = event as MouseEvent;
      if (mouse.ctrlKey || mouse.metaKey || mouse.shiftKey) return;
      event.preventDefault();
      app.go({ own: { ...app.route().own, case: c.id } });
    };
    return h('tr', { 'data-id': c.id, class: c.overdue ? 'overdue' : '', ondblclick: open },
      h('td', { class: 'k-id' }, h('a', { href: formatRoute({ ...app.route(), own: { ...app.route().own, case: c.id } }), onclick: open }, c.id), c.kind === 'suspected' ? null : h('span', { class: 'tag' }, maybe(`cases.kind.${c.kind}`) ?? c.kind)),
      h('td', {}, stateSign(c.state)), h('td', { class: 'k-unit' }, unitName(b.units, c.unit)), h('td', { class: 'k-term' }, termCell(c, b.due_soon_days)), h('td', {}, c.town ?? ''),
      h('td', { class: 'k-what' }, whatName(c)), h('td', { class: 'n' }, areaText(c.area_m2)), h('td', { class: 'n' }, c.last_seen_at === null ? '' : day(c.last_seen_at)));
  }

  return {
    element,
    show(b, route) { board = b; draw(b, viewOf(route.own)); },
  };
}
