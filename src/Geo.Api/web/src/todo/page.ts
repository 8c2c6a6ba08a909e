import { signedIn, told } from '../act.js';
import type { App, Room } from '../app.js';
import { fill, h } from '../dom.js';
import { makeReportTasks } from '../reports/banner.js';
import { formatRoute, start } from '../route.js';
import { classOf, classified, nameOf, sign } from '../status.js';
import { language, t } from '../texts.js';
import { getBoard } from '../cases/api.js';
import { termCell, unitName } from '../cases/words.js';
import { getToDo } from './api.js';
import type { ToDo } from './api.js';
import { cornerCell } from './corner.js';

const sources = ['satellite', 'drone', 'ground'] as const;

/** 天地空待办: which evidence of which mine site is missing or too old; flight polygons for the chosen; a way to the form. */
export function openToDoPage(host: HTMLElement, app: App): Room {
  const stop = new AbortController();
  let sites: ToDo[] = [];
  const chosen = new Set<string>();
  const town = h('select', { id: 'todo-town', onchange: () => app.go({ town: town.value === '' ? null : town.value }) });
  const all = h('input', { type: 'checkbox', id: 'todo-all', onchange: () => show() });
  const buffer = h('input', { type: 'number', id: 'todo-buffer', min: 0, max: 1000, step: 10, value: 50, oninput: () => showLink() });
  const kml = h('a', { class: 'button', id: 'todo-kml', download: 'flight.kml' });
  const summary = h('p', { role: 'status', id: 'todo-summary' });
  const body = h('div', { class: 'table-box' });
  const cases = h('section', { class: 'todo-cases', hidden: true });
  fill(host, h('div', { class: 'work-page todo-page' }, h('h1', {}, t('todo.title')), h('p', { class: 'quiet' }, t('todo.about')),
    h('div', { class: 'todo-tools' },
      h('label', { for: 'todo-town' }, t('todo.town')), town, h('label', {}, all, ' ', t('todo.all')), h('span', { class: 'spacer' }),
      h('label', { for: 'todo-buffer' }, t('todo.buffer')), buffer, kml,
      h('a', { class: 'button', href: '/todo.csv', download: 'todo.csv' }, t('todo.csv')),
      h('a', { class: 'button', href: formatRoute({ ...start, room: 'field' }) }, t('todo.form'))),
    makeReportTasks(app), cases, summary, body));
  fill(body, h('p', { class: 'quiet' }, t('loading')));
  void load();
  return { show, close() { stop.abort(); } };

  async function load(): Promise<void> {
    try {
      const read = await signedIn(app, () => getToDo(stop.signal));
      if (read === null) {
        fill(body, h('p', { class: 'empty' }, t('todo.signIn'), ' ', h('button', { type: 'button', onclick: () => void load() }, t('top.signIn'))));
        return;
      }
      sites = read;
    } catch (error) {
      if (!stop.signal.aborted) fill(body, h('p', { class: 'error', role: 'alert' }, told(error)));
      return;
    }
    const towns = [...new Set(sites.map((s) => s.town ?? ''))].filter((n) => n !== '').sort((a, b) => a.localeCompare(b, 'zh'));
    fill(town, h('option', { value: '' }, t('todo.allTowns')), ...towns.map((n) => h('option', { value: n }, n)));
    show();
    void showCases();
  }

  /** The cases due first, and a way to all of them. */
  async function showCases(): Promise<void> {
    const board = await getBoard(stop.signal).catch(() => null);
    if (board === null || board.numbers.open === 0) return;
    const open = board.cases.filter((c) => c.state !== 'closed').slice(0, 5);
    fill(cases, h('h2', {}, t('cases.todo')), h('p', {}, t('cases.todoLine', { open: board.numbers.open, overdue: board.numbers.overdue }), ' ', h('a', { href: formatRoute({ ...start, room: 'cases' }) }, t('cases.todoAll'))),
      h('ul', { class: 'plain' }, ...open.map((c) => h('li', {}, h('a', { href: formatRoute({ ...start, room: 'cases', own: { case: c.id } }) }, c.id), ' ', t(`cases.next.${c.state as 'found'}`), ' · ', unitName(board.units, c.unit), ' · ', termCell(c, board.due_soon_days)))));
    cases.hidden = false;
  }

  function show(): void {
    if (sites.length === 0) { showLink(); return; }
    town.value = app.route().town ?? '';
    const ofTown = sites.filter((s) => town.value === '' || s.town === town.value);
    const shown = ofTown.filter((s) => all.checked || s.missing.length > 0);
    summary.textContent = t('todo.summary', { open: ofTown.filter((s) => s.missing.length > 0).length, all: ofTown.length });
    const every = h('input', { type: 'checkbox', 'aria-label': t('todo.chooseAll'), onchange: () => {
      for (const s of shown) { if (every.checked) chosen.add(s.code); else chosen.delete(s.code); }
      show();
    } });
    every.checked = shown.length > 0 && shown.every((s) => chosen.has(s.code));
    fill(body, shown.length === 0 ? h('p', { class: 'empty' }, t('todo.nothing')) : h('table', { class: 'list plain todo' },
      h('thead', {}, h('tr', {}, h('th', { scope: 'col' }, every), h('th', { scope: 'col' }, t('todo.site')), h('th', { scope: 'col' }, t('todo.town')), h('th', { scope: 'col' }, t('todo.status')),
        ...sources.map((s) => h('th', { scope: 'col' }, t(`todo.source.${s}`))), h('th', { scope: 'col' }, h('span', { class: 'visually-hidden' }, t('todo.form'))))),
      h('tbody', {}, ...shown.map(row))));
    showLink();
  }

  function row(s: ToDo): HTMLElement {
    const classes = classified['mine-sites'];
    const status = classes && classOf(classes, s.status);
    const box = h('input', { type: 'checkbox', value: s.code, 'aria-label': t('todo.choose', { site: s.code }), onchange: () => {
      if (box.checked) chosen.add(s.code); else chosen.delete(s.code);
      showLink();
    } });
    box.checked = chosen.has(s.code);
    return h('tr', {}, h('td', {}, box), h('th', { scope: 'row' }, s.name, ' ', h('span', { class: 'code' }, s.code)), h('td', {}, s.town ?? ''),
      h('td', {}, status ? sign(status) : null, ' ', status ? nameOf(status, language()) : ''),
      ...s.corners.map((c) => h('td', {}, cornerCell(c))),
      h('td', {}, h('a', { href: formatRoute({ ...start, room: 'field', site: s.code }) }, t('todo.check'))));
  }

  function showLink(): void {
    kml.textContent = t('todo.kml', { n: chosen.size });
    const metres = buffer.value === '' ? 50 : Math.min(1000, Math.max(0, Number(buffer.value)));
    if (chosen.size > 0) {
      kml.setAttribute('href', `/flight.kml?codes=${[...chosen].map(encodeURIComponent).join(',')}&buffer=${metres}`);
      kml.removeAttribute('aria-disabled');
    } else {
      kml.removeAttribute('href');
      kml.setAttribute('aria-disabled', 'true');
    }
  }
}
