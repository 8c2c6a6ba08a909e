import { told } from '../act.js';
import type { Item, Scene } from '../api.js';
import type { App } from '../app.js';
import { fill, h } from '../dom.js';
import { shapeFrom, textOf, WrongCorners } from '../draw/corners.js';
import { makeTrail } from '../draw/trail.js';
import { day, number } from '../format.js';
import { asRecord, text } from '../http.js';
import { said } from '../remark.js';
import { makeFollowed } from '../runs/follow.js';
import { t } from '../texts.js';
import { makeToeMap } from './toeMap.js';
import { getProposal, heightsOver, toeOf } from './volumeApi.js';
import type { Toe } from './volumeApi.js';

const bases = ['plane', 'triangulated', 'lowest', 'model'] as const;

/** The form that measures a dump; `measured` is called with the new row's id. */
export function makeMeasureForm(app: App, code: string, dump: Item, scenes: readonly Scene[], measured: (id: string) => void): HTMLElement {
  const register = toeOf(dump.geometry);
  const box = boxOf(register);
  const surfaces = heightsOver(scenes, ['dsm'], box);
  if (surfaces.length === 0) return h('p', { class: 'note-box' }, t('volumes.noSurface'));
  const heights = heightsOver(scenes, ['dsm', 'dem'], box);
  // Each step with where its line comes from.
  const trail = makeTrail<{ toe: Toe | null; source: string }>({ toe: null, source: 'proposed' });

  const dsm = h('select', { id: 'volume-dsm', onchange: () => { sceneChanged(); } }, ...surfaces.map(option));
  const basis = h('select', { id: 'volume-base', onchange: () => { earlierLine.hidden = basis.value !== 'model'; } }, ...bases.map((b) => h('option', { value: b }, t(`value.volume_base.${b}`))));
  const earlier = h('select', { id: 'volume-earlier' }, ...heights.map(option));
  const earlierLine = h('div', { class: 'line', hidden: true }, h('label', { for: 'volume-earlier' }, t('volumes.earlier')), earlier);
  const density = h('input', { id: 'volume-density', type: 'number', min: 0.1, max: 11, step: 'any', 'aria-describedby': 'volume-density-why' });
  const note = h('input', { id: 'volume-note', type: 'text', maxlength: 500 });
  const about = h('p', { class: 'quiet', 'aria-live': 'polite' });
  const problem = h('p', { class: 'error', role: 'alert', hidden: true });
  const points = h('textarea', { id: 'volume-points', rows: 8, spellcheck: false, 'aria-label': t('volumes.toe.points'), 'aria-describedby': 'volume-points-how' });
  const undo = h('button', { type: 'button', id: 'toe-undo', onclick: () => { step(trail.undo()); } }, t('draw.undo'));
  const redo = h('button', { type: 'button', id: 'toe-redo', onclick: () => { step(trail.redo()); } }, t('draw.redo'));
  const map = makeToeMap((drawn) => { trail.put({ toe: drawn, source: 'drawn' }); tellLine(drawn); fill(about, t('volumes.toe.edited')); }, () => { if (trail.now().source !== 'drawn') fill(about); });
  const upload = h('input', { id: 'volume-upload', type: 'file', accept: '.geojson,.json,application/geo+json', class: 'visually-hidden', onchange: () => { void uploaded(); } });
  const followed = makeFollowed(app, (run) => { measured(text(asRecord(run.outputs).volume_id) ?? ''); });
  const asking = new AbortController();

  const element = h('form', { class: 'measure', onsubmit: (event) => { event.preventDefault(); void start(); } },
    h('div', { class: 'measure-fields' },
      h('div', { class: 'line' }, h('label', { for: 'volume-dsm' }, t('volumes.dsm')), dsm),
      h('div', { class: 'line' }, h('label', { for: 'volume-base' }, t('volumes.base')), basis),
      earlierLine,
      h('div', { class: 'line' }, h('label', { for: 'volume-density' }, t('volumes.density')), density, h('span', { class: 'quiet', id: 'volume-density-why' }, t('volumes.densityWhy'))),
      h('div', { class: 'line' }, h('label', { for: 'volume-note' }, t('volumes.note')), note),
      problem, h('div', { class: 'actions' }, h('button', { type: 'submit', class: 'primary', id: 'volume-start' }, t('volumes.start'))), followed.element),
    h('fieldset', { class: 'measure-toe' }, h('legend', {}, t('volumes.toe')),
      h('div', { class: 'actions' },
        h('button', { type: 'button', id: 'volume-propose', onclick: () => { void propose(); } }, t('volumes.toe.propose')),
        h('button', { type: 'button', disabled: register === null, onclick: () => { take(register, 'register'); fill(about, t('volumes.toe.registerShown')); } }, t('volumes.toe.register')),
        h('button', { type: 'button', onclick: () => { map.draw(true); fill(about, t('volumes.toe.drawHow')); } }, t('volumes.toe.draw')),
        h('button', { type: 'button', onclick: () => { upload.click(); } }, t('volumes.toe.upload')), upload, undo, redo),
      map.element, about,
      h('details', {}, h('summary', { id: 'volume-points-open' }, t('volumes.toe.points')), h('p', { class: 'quiet', id: 'volume-points-how' }, t('volumes.toe.pointsHow')), points,
        h('div', { class: 'actions' }, h('button', { type: 'button', id: 'volume-points-take', onclick: () => { takePoints(); } }, t('volumes.toe.pointsTake'))))));
  sceneChanged();
  void propose();
  return element;

  function sceneChanged(): void {
    map.scene(scenes.find((s) => s.id === dsm.value) ?? null);
    for (const choice of earlier.options) choice.disabled = choice.value === dsm.value;
    if (earlier.value === dsm.value) earlier.value = heights.find((s) => s.id !== dsm.value)?.id ?? '';
  }

  function take(line: Toe | null, from: string): void {
    trail.put({ toe: line, source: from });
    problem.hidden = true;
    map.draw(false);
    map.show(line, true);
    tellLine(line);
  }

  function step(done: boolean): void {
    if (!done) return;
    map.draw(false);
    map.show(trail.now().toe, false);
    tellLine(trail.now().toe);
    fill(about, t('volumes.toe.edited'));
  }

  /** The line's corners as text, and which steps there are. */
  function tellLine(line: Toe | null): void {
    points.value = line === null ? '' : textOf(line);
    undo.disabled = !trail.canUndo();
    redo.disabled = !trail.canRedo();
  }

  function takePoints(): void {
    try {
      take(shapeFrom(points.value, trail.now().toe) as Toe, 'drawn');
      fill(about, t('volumes.toe.edited'));
    } catch (error) {
      if (!(error instanceof WrongCorners)) throw error;
      fail(error.line === null ? t('volumes.toe.pointsRings') : t('volumes.toe.pointsBad', { line: error.line }));
      points.focus();
    }
  }

  async function propose(): Promise<void> {
    fill(about, t('loading'));
    try {
      const found = await getProposal(code, dsm.value, asking.signal);
      take(found.toe, 'proposed');
      fill(about, t('volumes.toe.proposed', { threshold: number(found.threshold, 2), sigma: number(found.sigma, 2) }), ...found.remarks.map((r) => h('span', { class: 'missing' }, ` ${said(r, r.english) ?? ''}`)));
    } catch (error) {
      fill(about, told(error));
      take(register, 'register');
    }
  }

  async function uploaded(): Promise<void> {
    const file = upload.files?.[0];
    upload.value = '';
    if (file === undefined) return;
    try {
      const line = toeOf(JSON.parse(await file.text()));
      if (line === null) throw new SyntaxError();
      take(line, 'drawn');
      fill(about, t('volumes.toe.uploaded', { file: file.name }));
    } catch {
      fail(t('volumes.toe.bad', { file: file.name }));
    }
  }

  async function start(): Promise<void> {
    problem.hidden = true;
    const { toe, source } = trail.now();
    if (toe === null) { fail(t('volumes.toe.missing')); return; }
    if (basis.value === 'model' && earlier.value === '') { fail(t('volumes.noEarlier')); return; }
    // A proposal that was left as it is, is made again by the server: the same from the same surface.
    await followed.start('volume', {
      code, dsm: dsm.value, base: basis.value, toe_source: source, ...(source === 'drawn' ? { toe } : {}),
      ...(basis.value === 'model' ? { earlier: earlier.value } : {}), ...(density.value === '' ? {} : { density_t_m3: Number(density.value) }), ...(note.value.trim() === '' ? {} : { note: note.value.trim() }),
    });
  }

  function fail(why: string): void {
    problem.textContent = why;
    problem.hidden = false;
  }

  function option(scene: Scene): HTMLOptionElement {
    return h('option', { value: scene.id }, `${day(scene.acquired_at)} · ${scene.id}`);
  }
}

function boxOf(toe: Toe | null): number[] | null {
  if (toe === null) return null;
  const points = (toe.type === 'Polygon' ? [toe.coordinates] : toe.coordinates).flat(2);
  const [x, y] = [points.map((p) => p[0] ?? 0), points.map((p) => p[1] ?? 0)];
  return [Math.min(...x), Math.min(...y), Math.max(...x), Math.max(...y)];
}
