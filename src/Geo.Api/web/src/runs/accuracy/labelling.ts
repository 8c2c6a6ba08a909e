import type { Item, Scene } from '../../api.js';
import { getSample, labelPlace } from './api.js';
import type { Interpreter, Sample, SampleBrief, SamplePlace } from './api.js';
import { makeSender, told } from '../../act.js';
import type { App } from '../../app.js';
import { className, classTag, inOrder } from '../../classes.js';
import { fill, h, isShortcut } from '../../dom.js';
import { degrees } from '../../format.js';
import { makePictures } from '../../review/pictures.js';
import { t } from '../../texts.js';
import type { AssessedSurvey } from './survey.js';

export interface Labelling { go(number: number | null): void; close(): void }

const keys = 9;
const sides = [350, 700, 1400, 2800];

/** Classes nine by nine for the digit keys: the map's own first. */
export function pagesOf(labels: readonly string[], mapClasses: readonly string[]): string[][] {
  const all = [...inOrder(mapClasses), ...labels.filter((l) => !mapClasses.includes(l))];
  return Array.from({ length: Math.ceil(all.length / keys) }, (_, i) => all.slice(i * keys, (i + 1) * keys));
}

/** The next place without a label after one, round the end; the place itself where all have one. */
export function nextUnlabelled(places: readonly SamplePlace[], from: number): number {
  for (let step = 1; step <= places.length; step++) {
    const at = (from + step) % places.length;
    if (places[at]?.label === null) return at;
  }
  return from;
}

/** Labels the places of a sample one at a time, by keyboard: two dates, no word of what the map says. */
export function openLabelling(host: HTMLElement, app: App, survey: AssessedSurvey, brief: SampleBrief, as: Interpreter, scenes: readonly Scene[], counted: (brief: SampleBrief) => void): Labelling {
  const aborter = new AbortController();
  const said: { at: number; label: string | null }[] = [];
  let sample: Sample | null = null;
  let wanted: number | null = null;
  let at = 0;
  let page = 0;
  let side = 1;

  const pictures = makePictures();
  const progress = h('progress', { max: 1, value: 0, 'aria-labelledby': 'label-progress' });
  const count = h('span', { id: 'label-progress' });
  const title = h('h2');
  const about = h('div', {});
  const classes = h('div', { class: 'class-keys', role: 'group', 'aria-label': t('accuracy.question') });
  const error = h('p', { class: 'error', role: 'alert', hidden: true });
  const sent = makeSender(app, error);
  const undo = button('U', 'review.undo', () => void takeBack());
  const clear = button('X', 'accuracy.clear', () => void say(null));
  const more = button('0', 'accuracy.more', () => { page = (page + 1) % Math.max(1, pages().length); draw(); });
  const root = h('div', { class: 'review-work labelling', tabindex: -1 }, pictures.element,
    h('aside', { 'aria-label': t('accuracy.work') },
      h('div', { class: 'section-head' }, title, h('span', { class: 'quiet' }, t(as === '1' ? 'accuracy.as1' : as === '2' ? 'accuracy.as2' : 'accuracy.settle'))),
      h('div', { class: 'progress-row' }, progress, count), about,
      h('p', {}, t('accuracy.question')), classes, error,
      h('div', { class: 'actions' }, button('←', 'review.previous', () => move(-1)), button('→', 'review.next', () => move(1)), more, undo, clear,
        button('+', 'map.zoomIn', () => zoom(-1)), button('−', 'map.zoomOut', () => zoom(1))),
      h('p', { class: 'quiet' }, t('accuracy.keys'))));
  fill(host, h('p', { class: 'quiet' }, t('loading')));
  document.addEventListener('keydown', pressed, { signal: aborter.signal });
  getSample(survey.id, as, aborter.signal).then((found) => {
    sample = found;
    if (found.places.length === 0) { fill(host, h('p', { class: 'empty' }, t('accuracy.nothingToSettle'))); return; }
    fill(host, root);
    const place = found.places.findIndex((p) => p.number === wanted);
    at = place >= 0 ? place : nextUnlabelled(found.places, found.places.length - 1);
    draw();
  }, (e: unknown) => { if (!aborter.signal.aborted) fill(host, h('p', { class: 'error', role: 'alert' }, t('error.server', { reason: told(e) }))); });

  function pages(): string[][] { return sample === null ? [] : pagesOf(sample.labels, sample.map_classes); }

  function draw(): void {
    const place = sample?.places[at];
    if (!sample || !place) return;
    const done = sample.places.filter((p) => p.label !== null).length;
    progress.max = sample.places.length;
    progress.value = done;
    count.textContent = t('accuracy.done', { done, all: sample.places.length });
    title.textContent = t('accuracy.place', { number: place.number });
    fill(about, h('p', { class: 'quiet' }, degrees(place.longitude, place.latitude)),
      as === 'agreed' && h('p', {}, t('accuracy.one'), ' ', classTag(place.label_1 ?? ''), ' · ', t('accuracy.two'), ' ', classTag(place.label_2 ?? '')),
      h('p', {}, t('accuracy.now'), ' ', place.label === null ? h('span', { class: 'missing' }, t('accuracy.none')) : classTag(place.label)));
    fill(classes, ...(pages()[page] ?? []).map((name, i) => h('button', { type: 'button', 'aria-pressed': String(place.label === name), onclick: () => void say(name) }, h('kbd', {}, String(i + 1)), ' ', classTag(name))));
    undo.disabled = said.length === 0;
    clear.disabled = place.label === null;
    more.hidden = pages().length < 2;
    pictures.show(square(place, sample.pixel_area_m2, survey.scenes), scenes, sides[side]);
  }

  function go(to: number): void {
    at = to;
    error.hidden = true;
    draw();
    app.go({ place: sample?.places[at]?.number ?? null }, 'replace');
  }

  function move(by: number): void {
    const all = sample?.places.length ?? 0;
    if (all > 0) go((at + by + all) % all);
  }

  function zoom(by: number): void {
    side = Math.min(sides.length - 1, Math.max(0, side + by));
    draw();
  }

  async function say(label: string | null): Promise<void> {
    const place = sample?.places[at];
    if (!sample || !place || place.label === label) { if (label !== null) move(1); return; }
    const before = { at, label: place.label };
    if (!await send(place, label)) return;
    said.push(before);
    app.say(t('accuracy.said', { number: place.number, label: label === null ? t('accuracy.none') : className(label) }), true);
    page = 0;
    const next = label === null ? at : nextUnlabelled(sample.places, at);
    if (next === at && label !== null) app.say(t('accuracy.allDone'));
    go(next);
    if (document.activeElement === document.body) root.focus();
  }

  async function takeBack(): Promise<void> {
    const last = said.at(-1);
    const place = last === undefined ? undefined : sample?.places[last.at];
    if (!last || !place || !await send(place, last.label)) return;
    said.pop();
    go(last.at);
  }

  function send(place: SamplePlace, label: string | null): Promise<boolean> {
    return sent(async () => {
      place.label = (await labelPlace(survey.id, place.number, as, label)).label;
      const done = sample?.places.filter((p) => p.label !== null).length ?? 0;
      counted({ ...brief, ...(as === '1' ? { labelled_1: done } : as === '2' ? { labelled_2: done } : { open: brief.differ - done }) });
    });
  }

  function pressed(event: KeyboardEvent): void {
    if (!isShortcut(event) || sample === null) return;
    const label = /^[1-9]$/.test(event.key) ? pages()[page]?.[Number(event.key) - 1] : undefined;
    const key = event.key.toLowerCase();
    if (label !== undefined) void say(label);
    else if (key === 'arrowleft') move(-1);
    else if (key === 'arrowright') move(1);
    else if (key === '0') more.click();
    else if (key === 'u') void takeBack();
    else if (key === 'x') { if (!clear.disabled) void say(null); }
    else if (key === '+' || key === '=') zoom(-1);
    else if (key === '-') zoom(1);
    else return;
    event.preventDefault();
  }

  return {
    go(number) {
      wanted = number;
      const place = sample?.places.findIndex((p) => p.number === number) ?? -1;
      if (place >= 0 && place !== at) { at = place; draw(); }
    },
    close: () => aborter.abort(),
  };
}

function button(key: string, text: Parameters<typeof t>[0], act: () => void): HTMLButtonElement {
  return h('button', { type: 'button', onclick: act }, h('kbd', {}, key), ' ', t(text));
}

/** The ground of a place's pixel, nearly: a square of its area round its centre. */
export function square(place: SamplePlace, areaM2: number, sceneIds: readonly string[]): Item {
  const half = Math.sqrt(areaM2) / 2;
  const y = half / 111_200, x = y / Math.cos(place.latitude / 180 * Math.PI);
  const [w, e, s, n] = [place.longitude - x, place.longitude + x, place.latitude - y, place.latitude + y];
  return { type: 'Feature', id: place.number, properties: { scene_ids: [...sceneIds] }, geometry: { type: 'Polygon', coordinates: [[[w, s], [e, s], [e, n], [w, n], [w, s]]] } };
}
