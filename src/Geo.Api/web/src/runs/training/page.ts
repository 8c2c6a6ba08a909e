import { ApiError, getRuns, getScenes, isOver } from '../../api.js';
import type { Run, Scene } from '../../api.js';
import { getLabelFiles, getLabels, putLabels } from './api.js';
import type { LabelFile } from './api.js';
import { areaOf } from '../../area.js';
import { signedIn, told } from '../../act.js';
import type { App, Room } from '../../app.js';
import { className, classes, classTag, inOrder } from '../../classes.js';
import { fill, h, isShortcut } from '../../dom.js';
import { day, hectares } from '../../format.js';
import { firstScene, isSurface } from '../../map/scenes.js';
import { t } from '../../texts.js';
import { makeFollowed } from '../follow.js';
import { sceneChoices } from '../sceneChoices.js';
import { adviceOf, lastAdvice, readsLabels } from './advice.js';
import type { Advice, Uncertain } from './advice.js';
import { showAdvice } from './advicePanel.js';
import { balance, makeLabelSet, readFile } from './labelSet.js';
import type { Area, LabelSet } from './labelSet.js';
import { makeDrawingMap } from './map.js';

const firstName = 'labels';
/** The labels in which people draw what surveys missed; the server keeps who and when. */
const missedName = 'missed';
const listed = 200;
const largestFile = 8 << 20;
const nameForm = /^[\p{L}\p{Nd}_-]{1,64}$/u;

/** What is being edited outlives a look at another room. */
let kept: { name: string; set: LabelSet; tag: string | null } | null = null;

/** Training: draw or import labelled polygons, see their balance, have them checked, train. */
export function openTrainingPage(host: HTMLElement, app: App): Room {
  const aborter = new AbortController();
  let files: LabelFile[] = [];
  let scenes: Scene[] = [];
  let runs: Run[] = [];
  let name = '';
  let set = makeLabelSet(null);
  let tag: string | null = null;
  let selected: number | null = null;
  let filter: string | null = null;
  let advised: { advice: Advice; stale: boolean; ids: readonly number[] } | null = null;
  let checkedIds: readonly number[] = [];
  let chosen = sceneChoices([], 'start.scenesOrAll');
  let drawing = false;
  let opened: Promise<void> = Promise.resolve();

  const map = makeDrawingMap({
    drawn: (geometry) => {
      const now = labelNow();
      if (now === null) return;
      const [added] = set.add(now, [{ geometry }]);
      changed();
      if (added) app.say(t('labels.drawn', { label: className(added.label), area: hectares(areaOf(added.geometry)) }), true);
    },
    reshaped: (id, geometry) => { set.reshape(id, geometry); changed(); },
    picked: (id) => pick(id), stopped: () => draw(false), imageFailed: () => app.say(t('scene.imageFailed')),
  });
  const file = h('select', { id: 'label-file', onchange: () => { if (file.value === '') newName.hidden = false; else app.go({ labels: file.value }); } });
  const newInput = h('input', { id: 'label-name', type: 'text', maxlength: 64, 'aria-label': t('labels.newName'), placeholder: t('labels.newName'), spellcheck: 'false', autocomplete: 'off' });
  const newName = h('form', { class: 'row', hidden: true, onsubmit: (e) => { e.preventDefault(); named((wanted) => app.go({ labels: wanted })); } },
    newInput, h('button', { type: 'submit' }, t('labels.create')), h('button', { type: 'button', onclick: () => named((wanted) => void saveAs(wanted)) }, t('labels.saveAs')));
  // Until labels are loaded there is nothing to save, to check or to train on.
  const save = h('button', { type: 'button', class: 'primary', disabled: true, onclick: () => void store() }, t('labels.save'));
  const undo = h('button', { type: 'button', onclick: () => { if (set.undo()) changed(); } }, h('kbd', {}, 'U'), ' ', t('review.undo'));
  const redo = h('button', { type: 'button', onclick: () => { if (set.redo()) changed(); } }, h('kbd', {}, 'R'), ' ', t('draw.redo'));
  const state = h('span', { class: 'quiet', role: 'status' });
  const problem = h('p', { class: 'error', role: 'alert', hidden: true });
  const label = h('input', { id: 'label-class', list: 'label-classes', value: className('stockpile'), spellcheck: 'false', autocomplete: 'off' });
  const drawButton = h('button', { type: 'button', disabled: true, 'aria-pressed': 'false', onclick: () => draw(!drawing) }, h('kbd', {}, 'D'), ' ', t('labels.draw'));
  const importInput = h('input', { id: 'label-import', type: 'file', accept: '.geojson,.json,application/geo+json', class: 'visually-hidden', tabindex: -1, onchange: () => void take() });
  const picture = h('select', { id: 'label-scene', onchange: () => map.scene(scenes.find((s) => s.id === picture.value) ?? null) });
  const own = h('div', { class: 'own-area' });
  const table = h('div', {});
  const listHead = h('p', { class: 'quiet' });
  const list = h('ul', { class: 'areas' });
  const choices = h('div', {});
  const model = h('input', { id: 'train-model', type: 'text', spellcheck: 'false', autocomplete: 'off', placeholder: 'default' });
  const budget = h('input', { id: 'train-budget', type: 'number', min: 1, max: 10000, step: 1, placeholder: t('labels.usualSettings') });
  const sampling = h('select', { id: 'train-sampling', 'aria-describedby': 'train-sampling-about' }, h('option', { value: '' }, t('labels.balanced')), h('option', { value: 'ground' }, t('labels.ground')));
  const reviews = h('input', { id: 'train-reviews', type: 'checkbox' });
  const missedAbout = h('p', { class: 'quiet', hidden: true }, t('learning.missedAbout'));
  const advice = h('div', { class: 'advice' });
  const check = h('button', { type: 'button', disabled: true, onclick: () => void run('advise') }, t('labels.check'));
  const train = h('button', { type: 'button', class: 'primary', disabled: true, onclick: () => void run('train') }, t('labels.train'));
  const followed = makeFollowed(app, (done) => {
    const found = adviceOf(done);
    if (found) { advised = { advice: found, stale: set.areas().length > 0 && checkedIds.length === 0, ids: checkedIds }; drawAdvice(); }
    else if (done.kind === 'train') app.go({ page: 'models', model: modelOf(done) });
  });
  const root = h('div', { class: 'training-page' }, map.element,
    h('aside', { class: 'training-side', 'aria-label': t('labels.title') },
      h('h1', {}, t('labels.title')),
      h('label', { for: 'label-file' }, t('labels.file')), file, newName,
      h('div', { class: 'row' }, h('button', { type: 'button', class: 'link', onclick: () => app.go({ labels: missedName }) }, t('learning.missed'))), missedAbout,
      h('div', { class: 'row' }, save, undo, redo, state), problem,
      h('label', { for: 'label-scene' }, t('labels.picture')), picture,
      h('label', { for: 'label-class' }, t('labels.class')), label, h('datalist', { id: 'label-classes' }, ...classes.map((c) => h('option', { value: className(c.name) }, c.name))),
      h('div', { class: 'row' }, drawButton, h('button', { type: 'button', onclick: () => importInput.click() }, t('labels.import')), importInput),
      h('p', { class: 'quiet' }, t('labels.keys')),
      own, h('h2', {}, t('labels.balance')), table, h('h2', {}, t('labels.areas')), listHead, list,
      h('h2', {}, t('labels.checkAndTrain')), choices, h('label', { for: 'train-model' }, t('start.newModel')), model, h('label', { for: 'train-budget' }, t('labels.budget')), budget,
      h('label', { for: 'train-sampling' }, t('labels.sampling')), sampling, h('p', { id: 'train-sampling-about', class: 'quiet' }, t('labels.samplingAbout')),
      h('div', { class: 'row' }, reviews, h('label', { for: 'train-reviews' }, t('learning.reviews'))),
      h('div', { class: 'row' }, check, train), h('p', { class: 'quiet' }, t('labels.checkAbout')), followed.element, advice));
  fill(host, root);
  document.addEventListener('keydown', pressed, { signal: aborter.signal });
  window.addEventListener('beforeunload', (event) => { if (set.changed()) event.preventDefault(); }, { signal: aborter.signal });

  const ready = Promise.all([getScenes(aborter.signal), getRuns(aborter.signal)]).then(([s, r]) => {
    [scenes, runs] = [s, r];
    const optical = scenes.filter((x) => !isSurface(x));
    fill(picture, h('option', { value: '' }, t('scene.none')), ...optical.map((x) => h('option', { value: x.id }, `${day(x.acquired_at)} · ${x.profile}`)));
    picture.value = firstScene(scenes)?.id ?? '';
    map.scene(firstScene(scenes));
    chosen = sceneChoices(scenes, 'start.scenesOrAll');
    fill(choices, chosen.element);
  });

  async function open(wanted: string | null): Promise<void> {
    try {
      [files] = await Promise.all([getLabelFiles(aborter.signal), ready]);
      const next = wanted ?? kept?.name ?? files[0]?.name ?? firstName;
      if (next !== name) await load(next);
      if (wanted === null) app.go({ labels: name }, 'replace');
    } catch (error) {
      if (!aborter.signal.aborted) complain(t('error.server', { reason: told(error) }));
    }
    drawFiles();
  }

  async function load(next: string): Promise<void> {
    if (kept?.name === next && kept.set.changed()) ({ set, tag } = kept);
    else if (files.some((f) => f.name === next)) {
      const found = await getLabels(next, aborter.signal);
      [set, tag] = [makeLabelSet(found.collection), found.tag];
    } else [set, tag] = [makeLabelSet(null), null];
    name = next;
    kept = { name, set, tag };
    [selected, filter, advised] = [null, null, null];
    newName.hidden = true;
    missedAbout.hidden = name !== missedName;
    problem.hidden = true;
    const known = files.find((f) => f.name === name);
    const last = known ? lastAdvice(runs, known.file, known.modified_at) : null;
    if (last) advised = { advice: last.advice, stale: last.stale || set.changed(), ids: set.areas().map((a) => a.id) };
    const running = known && runs.find((r) => (r.kind === 'advise' || r.kind === 'train') && !isOver(r) && readsLabels(r, known.file));
    if (running) followed.watch(running);
    drawButton.disabled = false;
    changed();
    map.frame();
    drawAdvice();
  }

  function changed(): void {
    const areas = set.areas();
    if (selected !== null && !areas.some((a) => a.id === selected)) selected = null;
    map.areas(areas);
    map.select(selected);
    undo.disabled = !set.canUndo();
    redo.disabled = !set.canRedo();
    save.disabled = !set.changed();
    state.textContent = set.changed() ? t('labels.unsaved') : '';
    check.disabled = train.disabled = areas.length === 0;
    drawTable(areas);
    drawList(areas);
    drawOwn(areas.find((a) => a.id === selected) ?? null);
    if (advised) drawAdvice();
  }

  function drawFiles(): void {
    const names = files.map((f) => f.name);
    fill(file, ...(names.includes(name) || name === '' ? names : [...names, name]).map((n) => h('option', { value: n }, n)), h('option', { value: '' }, t('labels.new')));
    file.value = name;
  }

  function drawTable(areas: readonly Area[]): void {
    const rows = balance(areas);
    const largest = Math.max(...rows.map((r) => r.areaM2), 1);
    fill(table, rows.length === 0 ? h('p', { class: 'empty' }, t('labels.empty')) : h('table', { class: 'list plain balance' },
      h('thead', {}, h('tr', {}, ...(['models.class', 'advice.areas', 'labels.hectares'] as const).map((k) => h('th', { scope: 'col' }, t(k))))),
      h('tbody', {}, ...rows.map((r) => h('tr', {},
        h('th', { scope: 'row' }, h('button', { type: 'button', class: 'item', 'aria-pressed': String(filter === r.label), title: t('labels.filter'), onclick: () => { filter = filter === r.label ? null : r.label; changed(); } }, classTag(r.label))),
        h('td', { class: 'n' }, String(r.areas)), h('td', { class: 'n' }, h('span', { class: 'meter', 'aria-hidden': 'true' }, h('i', { style: `width:${Math.round(r.areaM2 / largest * 100)}%` })), hectares(r.areaM2)))))));
  }

  function drawList(areas: readonly Area[]): void {
    const matching = areas.map((a, i) => ({ a, i })).filter(({ a }) => filter === null || a.label === filter);
    listHead.textContent = matching.length === 0 ? '' : t('labels.listed', { shown: Math.min(listed, matching.length), all: matching.length });
    fill(list, ...matching.slice(0, listed).map(({ a, i }) => h('li', {}, h('button', { type: 'button', class: 'item', 'aria-current': a.id === selected ? 'true' : null, onclick: () => { pick(a.id); map.zoomTo({ area: a.id }); } },
      h('span', { class: 'n' }, `#${i + 1}`), classTag(a.label), h('span', { class: 'count' }, t('accuracy.hectares', { hectares: hectares(areaOf(a.geometry)) }))))));
  }

  function drawOwn(area: Area | null): void {
    if (area === null) { fill(own); return; }
    const to = h('select', { id: 'own-class', onchange: () => { set.relabel(area.id, to.value); changed(); } },
      ...inOrder([...classes.map((c) => c.name), ...set.areas().map((a) => a.label)]).map((n) => h('option', { value: n, selected: n === area.label }, className(n))));
    fill(own, h('h2', {}, t('labels.selected', { number: set.areas().indexOf(area) + 1 })), h('p', { class: 'quiet' }, t('accuracy.hectares', { hectares: hectares(areaOf(area.geometry)) }), ' · ', t('labels.shape')),
      h('label', { for: 'own-class' }, t('models.class')), to,
      h('div', { class: 'row' }, h('button', { type: 'button', onclick: () => map.zoomTo({ area: area.id }) }, t('card.zoom')), h('button', { type: 'button', class: 'danger', onclick: () => { set.remove(area.id); changed(); } }, h('kbd', {}, 'Del'), ' ', t('labels.delete'))));
  }

  function drawAdvice(): void {
    map.uncertain(advised?.advice.uncertain ?? []);
    if (!advised) { fill(advice); return; }
    const { advice: found, stale, ids } = advised;
    showAdvice(advice, found, stale, {
      area: (index) => set.areas().find((a) => a.id === ids[index]) ?? null,
      zoomArea: (id) => { pick(id); map.zoomTo({ area: id }); }, zoomPlace: (place) => map.zoomTo({ box: boxOf(place) }),
      relabel: (id, to) => { set.relabel(id, to); changed(); }, remove: (id) => { set.remove(id); changed(); },
    });
  }

  function pick(id: number | null): void {
    selected = id;
    map.select(id);
    drawList(set.areas());
    drawOwn(set.areas().find((a) => a.id === id) ?? null);
  }

  function draw(on: boolean): void {
    if (on && labelNow() === null) { label.focus(); return; }
    drawing = on;
    drawButton.setAttribute('aria-pressed', String(on));
    if (on) pick(null);
    map.drawing(on);
  }

  /** The class as it is written: a name in either language is the catalogue's, any other its own. Null where none is. */
  function labelNow(): string | null {
    const said = label.value.trim();
    if (said === '') { complain(t('labels.needClass')); return null; }
    return classes.find((c) => [c.name, c.title_zh, c.title_en].includes(said))?.name ?? said;
  }

  async function take(): Promise<void> {
    const chosenFile = importInput.files?.[0];
    importInput.value = '';
    if (!chosenFile) return;
    await opened;
    problem.hidden = true;
    if (chosenFile.size > largestFile) { complain(t('labels.tooLarge')); return; }
    const found = readFile(await chosenFile.text());
    if (typeof found === 'string') { complain(t(found)); return; }
    const now = found.every((f) => f.label !== undefined) ? '' : labelNow();
    if (now === null) return;
    const added = set.add(now, found);
    changed();
    app.say(t('labels.imported', { n: added.length, file: chosenFile.name }));
    const first = added[0];
    if (first) map.zoomTo({ area: first.id });
  }

  async function store(): Promise<boolean> {
    problem.hidden = true;
    const areas = set.areas();
    try {
      const done = await signedIn(app, () => putLabels(name, set.document(), tag));
      if (done === null) return false;
      tag = done.tag;
      if (set.areas() === areas) set.saved();
      kept = { name, set, tag };
      files = [...files.filter((f) => f.name !== name), done.file].sort((a, b) => (a.name < b.name ? -1 : 1));
      drawFiles();
      changed();
      app.say(t('labels.saved', { name }));
      return true;
    } catch (error) {
      complain(error instanceof ApiError && error.status === 412 ? t('labels.stale') : told(error));
      return false;
    }
  }

  /** A new file's name, where it is one and no file has it. */
  function named(act: (wanted: string) => void): void {
    const wanted = newInput.value.trim();
    if (!nameForm.test(wanted)) complain(t('labels.wrongName'));
    else act(wanted);
  }

  async function saveAs(wanted: string): Promise<void> {
    const before = { name, tag };
    [name, tag] = [wanted, null];
    if (await store()) { newName.hidden = true; app.go({ labels: name }, 'replace'); } else ({ name, tag } = before);
    drawFiles();
  }

  async function run(kind: 'advise' | 'train'): Promise<void> {
    if (set.changed() && !await store()) return;
    const samples = files.find((f) => f.name === name)?.file;
    if (samples === undefined) { complain(t('labels.empty')); return; }
    checkedIds = set.areas().map((a) => a.id);
    const picked = chosen.value();
    await followed.start(kind, { samples, label_field: 'label', ...(picked.length > 0 ? { scenes: picked } : {}), ...(kind === 'train' && model.value.trim() !== '' ? { model: model.value.trim() } : {}),
      ...(kind === 'train' && Number(budget.value) > 0 ? { time_budget_minutes: Number(budget.value) } : {}),
      ...(kind === 'train' && reviews.checked ? { reviews: true } : {}),
      ...(kind === 'train' && sampling.value !== '' ? { sampling: sampling.value } : {}) });
  }

  function complain(text: string): void {
    problem.textContent = text;
    problem.hidden = false;
  }

  function pressed(event: KeyboardEvent): void {
    if (!isShortcut(event)) return;
    const key = event.key.toLowerCase();
    if (key === 'd') drawButton.click();
    else if (key === 'u') undo.click();
    else if (key === 'r') redo.click();
    else if (key === 'delete' && selected !== null) { set.remove(selected); changed(); }
    else if (key === 'escape') { if (drawing) draw(false); else pick(null); }
    else return;
    event.preventDefault();
  }

  return { show: (route) => { opened = open(route.labels); }, close: () => { aborter.abort(); followed.close(); map.close(); } };
}

/** The model that a training has put on the shelf. */
function modelOf(run: Run): string | null {
  const model = (run.outputs as { model?: unknown } | null)?.model;
  return typeof model === 'string' ? model : null;
}

function boxOf(place: Uncertain): [number, number, number, number] {
  const y = place.size_m / 2 / 111_200, x = y / Math.cos(place.latitude / 180 * Math.PI);
  return [place.longitude - x, place.latitude - y, place.longitude + x, place.latitude + y];
}
