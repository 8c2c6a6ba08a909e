import { getItems, getRest, getScenes } from '../api.js';
import { told } from '../act.js';
import type { App, Room } from '../app.js';
import { fill, h } from '../dom.js';
import { makeSitesMap } from '../lists/map.js';
import { makeFitBanner } from '../lists/fitBanner.js';
import { knownName, knownOn, knownUntil } from '../known.js';
import { formatRoute } from '../route.js';
import type { Route } from '../route.js';
import { t } from '../texts.js';
import { getAlerts, getCoverErrors, getSites } from './api.js';
import { makeExport } from './export.js';
import { makeFilters } from './filters.js';
import { makeIndicators } from './indicators.js';
import { makeProgress } from './progressPanel.js';
import { openSite } from './site/page.js';
import { filtered, ordered } from './sites.js';
import type { MineSite } from './sites.js';
import { makeTable } from './table.js';
import type { MinesView } from './view.js';

/** 矿山: which of the listed sites are done, late, worse? A table beside a map, and a page for each site. */
export function openMinesRoom(host: HTMLElement, app: App): Room {
  const aborter = new AbortController();
  let loading = new AbortController();
  let sites: MineSite[] = [];
  let shown: MineSite[] = [];
  /** What the rows were asked for: another day or another visitor asks anew. */
  let asked: string | null = null;
  let page: { code: string; room: Room } | null = null;
  let hovered: string | null = null;

  const progress = makeProgress(
    (status) => change({ status: app.route().mines.status === status ? null : status }),
    (plan) => change({ plan: app.route().mines.plan === plan ? null : plan }));
  const filters = makeFilters((view) => change(view, 'replace'));
  const table = makeTable({
    sort: (column) => change({ sort: column, down: app.route().mines.sort === column && !app.route().mines.down }, 'replace'),
    select, hover: (id) => { hovered = id; marks(); }, open, href: (code) => formatRoute({ ...app.route(), room: 'mines', site: code }),
  });
  const map = makeSitesMap('mine-sites', t('mines.map'), { select: (id) => { select(id); table.focus(id); }, hover: (id) => { hovered = id; table.mark(id); marks(); }, open: (id) => open(sites.find((s) => s.id === id)?.code ?? id) });
  const indicators = makeIndicators();
  const fit = makeFitBanner('mine-sites');
  const problem = h('p', { class: 'error', role: 'alert', hidden: true });
  const empty = h('p', { class: 'quiet mines-empty', hidden: true });
  const work = h('div', { class: 'mines-work' },
    h('div', { class: 'mines-left' }, h('div', { class: 'mines-bar' }, filters.element, makeExport()), table.element),
    h('div', { class: 'mines-right' }, h('div', { class: 'stage' }, map.element), indicators.element));
  const listing = h('div', { class: 'mines-room' }, h('div', { class: 'section-head' }, h('h1', {}, t('mines.title')), h('span', { class: 'quiet' }, t('mines.keys'))), progress.element, fit.element, problem, empty, work);
  const sheet = h('div', { class: 'site-host', hidden: true });
  fill(host, listing, sheet);
  fit.load(aborter.signal).catch(() => undefined);
  getScenes(aborter.signal).then((scenes) => {
    const until = knownUntil(knownOn());
    map.scene(scenes.filter((s) => until === null || Date.parse(s.acquired_at) <= until));
  }, () => undefined);

  function change(view: Partial<MinesView>, how: 'push' | 'replace' = 'push'): void {
    app.go({ mines: { ...app.route().mines, ...view } }, how);
    if (how === 'replace') draw(app.route());
  }

  function select(id: string): void {
    if (app.route().selected?.id === id) return;
    app.go({ selected: { layer: 'mine-sites', id } }, 'replace');
    draw(app.route());
  }

  function open(code: string): void {
    app.go({ site: code, selected: { layer: 'mine-sites', id: sites.find((s) => s.code === code)?.id ?? code } });
  }

  function marks(): void {
    const selected = app.route().selected;
    map.mark(selected?.layer === 'mine-sites' ? selected.id : null, hovered);
  }

  function draw(route: Route): void {
    shown = ordered(filtered(sites, route.mines), route.mines);
    progress.show(sites, route.mines.status);
    filters.show(route.mines, sites, shown.length);
    table.show(shown, route.mines, route.selected?.layer === 'mine-sites' ? route.selected.id : null);
    map.sites(shown);
    marks();
  }

  function stopped(signal: AbortSignal): boolean {
    return signal.aborted || aborter.signal.aborted;
  }

  async function load(): Promise<void> {
    loading.abort();
    loading = new AbortController();
    const signal = loading.signal;
    try {
      problem.hidden = true;
      const [found, alerts, towns] = await Promise.all([
        getSites(signal),
        app.session.can_write ? getAlerts(signal).catch(() => new Map<string, string[]>()) : new Map<string, string[]>(),
        getItems('towns', { limit: '200' }, signal).then((p) => getRest(p, 500, signal)).catch(() => []),
      ]);
      if (stopped(signal)) return;
      sites = found.map((s) => ({ ...s, alerts: alerts.get(s.code) ?? [] }));
      map.towns(towns);
      empty.hidden = sites.length > 0;
      work.hidden = sites.length === 0;
      empty.textContent = t(knownOn() === null ? 'mines.empty' : 'mines.emptyThen', { date: knownName() });
      draw(app.route());
      void indicators.load(signal).then((told) => { if (told) progress.rates(told.values); });
      const errors = await getCoverErrors(sites, signal).catch(() => new Map<string, number>());
      if (stopped(signal) || errors.size === 0) return;
      sites = sites.map((s) => ({ ...s, coverError: errors.get(s.code) ?? s.coverError }));
      draw(app.route());
    } catch (error) {
      if (stopped(signal)) return;
      asked = null;
      problem.textContent = t('error.server', { reason: told(error) });
      problem.hidden = false;
      work.hidden = true;
    }
  }

  function show(route: Route): void {
    listing.hidden = route.site !== null;
    sheet.hidden = route.site === null;
    if (route.site !== null) {
      if (page?.code !== route.site) {
        page?.room.close();
        page = { code: route.site, room: openSite(sheet, app, route.site, () => { asked = null; }) };
      }
      page.room.show(route);
      return;
    }
    if (page) {
      page.room.close();
      page = null;
    }
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
      page?.room.close();
      map.close();
    },
  };
}
