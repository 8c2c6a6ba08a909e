import { getItems, getRest, getScenes } from '../api.js';
import { told } from '../act.js';
import type { App, Room } from '../app.js';
import { fill, h } from '../dom.js';
import { makeFitBanner } from '../lists/fitBanner.js';
import { asKnown, knownName, knownOn, knownUntil } from '../known.js';
import { makeSitesMap } from '../lists/map.js';
import { formatRoute } from '../route.js';
import type { Route } from '../route.js';
import { makeFollowed } from '../runs/follow.js';
import { t } from '../texts.js';
import { getCorridor, getInventory } from './api.js';
import type { Inventory } from './api.js';
import { filtered, ordered } from './dumps.js';
import { makeFilters } from './filters.js';
import { openDump } from './page.js';
import { makeSummary } from './summary.js';
import { makeTable } from './table.js';
import { ownOf, viewOf } from './view.js';
import type { DumpsView } from './view.js';

/** 堆场: what lies where and how bad? A table beside a map by grade, and a page for each dump. */
export function openDumpsRoom(host: HTMLElement, app: App): Room {
  const aborter = new AbortController();
  let loading = new AbortController();
  let inventory: Inventory | null = null;
  /** What the rows were asked for: another day or another visitor asks anew. */
  let asked: string | null = null;
  let page: { code: string; room: Room } | null = null;
  let hovered: string | null = null;

  const summary = makeSummary((view) => change(view));
  const filters = makeFilters((view) => change(view, 'replace'));
  const table = makeTable({
    sort: (column) => { const view = viewOf(app.route()); change({ sort: column, down: view.sort === column && !view.down }, 'replace'); },
    select, hover: (id) => { hovered = id; marks(); }, open, href: (code) => formatRoute({ ...app.route(), room: 'dumps', own: ownOf({ ...viewOf(app.route()), dump: code }) }),
  });
  const map = makeSitesMap('dumps', t('dumps.map'), { select: (id) => { select(id); table.focus(id); }, hover: (id) => { hovered = id; table.mark(id); marks(); }, open });
  const followed = makeFollowed(app, () => { asked = null; show(app.route()); });
  const refresh = h('button', { type: 'button', id: 'refresh-inventory', onclick: () => void followed.start('inventory', {}) }, t('dumps.refresh'));
  const fit = makeFitBanner('dumps');
  const problem = h('p', { class: 'error', role: 'alert', hidden: true });
  const empty = h('p', { class: 'quiet mines-empty', hidden: true });
  const work = h('div', { class: 'mines-work dumps-work' },
    h('div', { class: 'mines-left' }, h('div', { class: 'mines-bar' }, filters.element, exports()), table.element),
    h('div', { class: 'mines-right' }, h('div', { class: 'stage' }, map.element)));
  const listing = h('div', { class: 'mines-room' },
    h('div', { class: 'section-head' }, h('h1', {}, t('dumps.title')), h('span', { class: 'quiet' }, t('mines.keys')), h('span', { class: 'dumps-refresh' }, refresh, followed.element)),
    summary.element, fit.element, problem, empty, work);
  const sheet = h('div', { class: 'site-host', hidden: true });
  fill(host, listing, sheet);
  fit.load(aborter.signal).catch(() => undefined);
  getScenes(aborter.signal).then((scenes) => {
    const until = knownUntil(knownOn());
    map.scene(scenes.filter((s) => until === null || Date.parse(s.acquired_at) <= until));
  }, () => undefined);

  function change(view: Partial<DumpsView>, how: 'push' | 'replace' = 'push'): void {
    app.go({ own: ownOf({ ...viewOf(app.route()), ...view }) }, how);
    if (how === 'replace') draw(app.route());
  }

  function select(id: string): void {
    if (viewOf(app.route()).selected !== id) change({ selected: id }, 'replace');
  }

  function open(code: string): void {
    app.go({ own: ownOf({ ...viewOf(app.route()), dump: code }) });
  }

  function marks(): void {
    map.mark(viewOf(app.route()).selected, hovered);
  }

  function draw(route: Route): void {
    if (inventory === null) return;
    const view = viewOf(route);
    const shown = ordered(filtered(inventory.dumps, view), view);
    summary.show(inventory, view);
    filters.show(view, inventory.dumps, shown.length);
    table.show(shown, view, view.selected);
    map.sites(shown);
    marks();
  }

  async function load(): Promise<void> {
    loading.abort();
    loading = new AbortController();
    const signal = loading.signal;
    const stopped = (): boolean => signal.aborted || aborter.signal.aborted;
    try {
      problem.hidden = true;
      const [found, towns] = await Promise.all([getInventory(signal), getItems('towns', { limit: '200' }, signal).then((p) => getRest(p, 500, signal)).catch(() => [])]);
      if (stopped()) return;
      inventory = found;
      map.towns(towns);
      empty.hidden = found.dumps.length > 0;
      work.hidden = found.dumps.length === 0;
      empty.textContent = t(knownOn() === null ? 'dumps.empty' : 'mines.emptyThen', { date: knownName() });
      draw(app.route());
      void getCorridor(signal).then((c) => { if (!stopped()) summary.corridor(c); }, () => undefined);
    } catch (error) {
      if (stopped()) return;
      asked = null;
      problem.textContent = t('error.server', { reason: told(error) });
      problem.hidden = false;
      work.hidden = true;
    }
  }

  function exports(): HTMLElement {
    const link = (id: string, href: string, title: string): HTMLElement => h('a', {
      id, class: 'button', href, download: '', onclick: (event) => {
        // The day that is shown may have changed since the link was made.
        const query = new URLSearchParams(asKnown()).toString();
        (event.currentTarget as HTMLAnchorElement).href = `${href}${query === '' || href.startsWith('/dumps-bulk') ? '' : `?${query}`}`;
      },
    }, title);
    return h('span', { class: 'mines-export' }, h('span', { class: 'quiet' }, t('mines.export')), link('dumps-csv', '/dumps.csv', 'CSV'), link('dumps-xlsx', '/dumps.xlsx', 'XLSX'),
      link('dumps-bulk-xlsx', '/dumps-bulk.xlsx', t('dumps.bulkList')));
  }

  function show(route: Route): void {
    const { dump } = viewOf(route);
    listing.hidden = dump !== null;
    sheet.hidden = dump === null;
    refresh.hidden = knownOn() !== null || !app.session.rights.includes('run');
    if (dump !== null) {
      if (page?.code !== dump) {
        page?.room.close();
        page = { code: dump, room: openDump(sheet, app, dump, () => { asked = null; }) };
      }
      page.room.show(route);
      return;
    }
    page?.room.close();
    page = null;
    const wanted = `${route.on ?? ''} ${app.session.can_write}`;
    if (asked !== wanted) {
      asked = wanted;
      void load();
    } else {
      draw(route);
    }
  }

  return {
    show,
    close() {
      aborter.abort();
      loading.abort();
      followed.close();
      page?.room.close();
      map.close();
    },
  };
}
