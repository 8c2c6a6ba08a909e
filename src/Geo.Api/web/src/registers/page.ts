import { signedIn, told } from '../act.js';
import { getItems, getScenes } from '../api.js';
import type { App, Room } from '../app.js';
import { fill, h } from '../dom.js';
import { minute } from '../format.js';
import { makeSitesMap } from '../lists/map.js';
import { start } from '../route.js';
import { language, t } from '../texts.js';
import { getImports, importRegister, kinds, preview } from './api.js';
import type { Kept, Kind, Options, Preview, Report } from './api.js';
import { makeColumns } from './columns.js';
import { makeRows } from './rows.js';
import { makeSystem } from './system.js';

const accept = '.xlsx,.xls,.xlsm,.csv,.txt,.tsv,.zip,.kmz,.kml,.geojson,.json,.gpkg,.fgb,.shp,.shx,.dbf,.prj,.cpg';

/** 台账导入: a register's file, what would become of each row, and its import. Nothing is stored before the button is pressed. */
export function openRegistersPage(host: HTMLElement, app: App): Room {
  const aborter = new AbortController();
  let files: File[] = [];
  let options: Options = { layer: null, crs: null, map: {} };
  let asked = 0;

  const kind = h('select', { id: 'register-kind', onchange: () => { options = { ...options, map: {} }; void look(); } }, ...kinds.map((k) => h('option', { value: k, selected: k === 'dumps' }, kindOf(k))));
  const file = h('input', { id: 'register-file', type: 'file', accept, multiple: true, onchange: () => { files = [...(file.files ?? [])]; options = { layer: null, crs: null, map: {} }; void look(); } });
  const layer = h('select', { id: 'register-layer', onchange: () => { options = { ...options, layer: layer.value, map: {} }; void look(); } });
  const layerRow = h('div', { class: 'field', hidden: true }, h('label', { for: 'register-layer' }, t('registers.layer')), layer);
  const problem = h('p', { class: 'error', role: 'alert', hidden: true });
  const busy = h('p', { class: 'quiet', role: 'status', hidden: true }, t('registers.reading'));
  const columns = makeColumns((field, column) => {
    const others = Object.fromEntries(Object.entries(options.map).filter(([name]) => name !== field));
    options = { ...options, map: column === null ? others : { ...others, [field]: column } };
    void look();
  });
  const system = makeSystem((crs) => { options = { ...options, crs }; void look(); });
  const go = h('button', { id: 'register-import', type: 'button', class: 'primary', disabled: true, onclick: () => { void take(); } }, t('registers.import'));
  const about = h('div', { class: 'registers-about' });
  const remarks = h('ul', { class: 'warnings' });
  const found = h('div', { class: 'registers-found', hidden: true }, layerRow, system.element, columns.element);
  const map = makeSitesMap('import-rows', t('registers.map'), { select: (id) => select(Number(id)), hover: () => undefined, open: (id) => select(Number(id)) });
  const rows = makeRows(select);
  const work = h('div', { class: 'registers-main', hidden: true }, about, remarks, h('div', { class: 'stage' }, map.element), rows.element);
  const earlier = h('section', { class: 'registers-earlier', 'aria-labelledby': 'earlier-title' });
  fill(host, h('div', { class: 'registers-page' },
    h('div', { class: 'registers-side' },
      h('h1', {}, t('registers.title')), h('p', { class: 'quiet' }, t('registers.intro')),
      h('div', { class: 'field' }, h('label', { for: 'register-kind' }, t('registers.kind')), kind),
      h('div', { class: 'field' }, h('label', { for: 'register-file' }, t('registers.file')), file, h('p', { class: 'quiet' }, t('registers.forms'))),
      busy, problem, found, h('div', { class: 'registers-go' }, go)),
    work, earlier));
  getScenes(aborter.signal).then((scenes) => map.scene(scenes), () => map.scene([]));
  getItems('towns', { limit: '1000' }, aborter.signal).then((page) => map.towns(page.features), () => undefined);
  void list();

  async function look(): Promise<void> {
    if (files.length === 0) return;
    const mine = ++asked;
    busy.hidden = false;
    problem.hidden = true;
    go.disabled = true;
    try {
      const told_ = await signedIn(app, () => preview(kind.value as Kind, files, options));
      if (mine !== asked || aborter.signal.aborted) return;
      if (told_ === null) complain(t('registers.signIn'));
      else show(told_);
    } catch (error) {
      if (mine === asked && !aborter.signal.aborted) refused(error);
    } finally {
      if (mine === asked) busy.hidden = true;
    }
  }

  function show(p: Preview): void {
    found.hidden = false;
    work.hidden = false;
    layerRow.hidden = p.layers.length < 2;
    fill(layer, ...p.layers.map((l) => h('option', { value: l, selected: l === p.layer }, l)));
    system.show(p, options.crs);
    columns.show(p);
    const place = p.head === null ? '' : ` · ${t('registers.head', { layer: p.layer, line: p.head })}`;
    fill(about, h('h2', {}, t('registers.preview')), h('p', { class: 'quiet' }, `${t('registers.nothingStored')}${place}`));
    draw(p);
    map.sites(p.places.map((item) => ({ id: String(item.id), item })));
    go.disabled = p.guess !== null || p.taken + p.changed === 0;
    go.textContent = p.guess !== null ? t('registers.confirmFirst') : t('registers.importCount', { count: p.taken + p.changed });
  }

  function draw(report: Report): void {
    rows.show(report);
    fill(remarks, ...report.remarks.map((r) => h('li', {}, r[language()])),
      report.missing.length > 0 && h('li', {}, t('registers.missing', { count: report.missing.length, codes: report.missing.slice(0, 8).join('、') + (report.missing.length > 8 ? '…' : '') })));
  }

  async function take(): Promise<void> {
    const mine = ++asked;
    go.disabled = true;
    busy.hidden = false;
    try {
      const report = await signedIn(app, () => importRegister(kind.value as Kind, files, options));
      if (aborter.signal.aborted) return;
      if (report === null) { complain(t('registers.signIn')); go.disabled = false; return; }
      draw(report);
      fill(about, h('h2', {}, t('registers.done')), h('p', { class: 'done', role: 'status' }, t('registers.counts', { taken: report.taken, changed: report.changed, same: report.same, refused: report.refused })),
        h('p', { class: 'row' }, ...(report.import === null ? [] : links(report.import)),
          h('button', { type: 'button', class: 'link', onclick: () => app.go({ ...start, room: 'map', lang: app.route().lang, layers: ['towns', kind.value] }) }, t('registers.onMap')),
          report.run !== null && h('button', { type: 'button', class: 'link', onclick: () => app.go({ page: 'runs', run: report.run }) }, t('registers.followUp'))));
      go.textContent = t('registers.done');
      app.say(t('registers.counts', { taken: report.taken, changed: report.changed, same: report.same, refused: report.refused }));
      about.querySelector('h2')?.scrollIntoView({ block: 'nearest' });
      void list();
    } catch (error) {
      if (!aborter.signal.aborted) { complain(told(error)); go.disabled = false; }
    } finally {
      if (mine === asked) busy.hidden = true;
    }
  }

  async function list(): Promise<void> {
    if (!app.session.can_write) return;
    try {
      const imports = await getImports(aborter.signal);
      if (imports.length > 0) fill(earlier, h('h2', { id: 'earlier-title' }, t('registers.earlier')), h('div', { class: 'table-box' }, h('table', { class: 'list plain' },
        h('thead', {}, h('tr', {}, ...(['registers.at', 'registers.kind', 'registers.file', 'registers.author', 'registers.result', 'registers.report'] as const).map((k) => h('th', { scope: 'col' }, t(k))))),
        h('tbody', {}, ...imports.slice(0, 10).map(keptRow)))));
    } catch { /* who may not read them sees none */ }
  }

  function select(row: number): void {
    map.mark(String(row), null);
    rows.mark(row);
  }

  function refused(error: unknown): void {
    found.hidden = true;
    work.hidden = true;
    go.textContent = t('registers.import');
    complain(told(error));
  }

  function complain(text: string): void {
    problem.textContent = text;
    problem.hidden = false;
  }

  return {
    show() { kind.focus({ preventScroll: true }); },
    close() { aborter.abort(); map.close(); },
  };
}

function keptRow(i: Kept): HTMLElement {
  return h('tr', {}, h('th', { scope: 'row' }, minute(i.at)), h('td', {}, kindOf(i.kind)), h('td', {}, i.file), h('td', {}, i.author),
    h('td', {}, t('registers.counts', { taken: i.taken, changed: i.changed, same: i.same, refused: i.refused })), h('td', {}, ...links(i.id)));
}

function links(id: string): HTMLElement[] {
  return ['csv', 'xlsx'].map((format) => h('a', { class: 'button', href: `/registers/imports/${id}.${format}`, download: '' }, format.toUpperCase()));
}

function kindOf(kind: string): string {
  return t(`registers.kind.${kind as Kind}`);
}
