import { getScenes, getSchema, sendReview } from '../api.js';
import type { Item, Scene, Schema } from '../api.js';
import { makeSender, told } from '../act.js';
import type { App, Room } from '../app.js';
import { fill, h, isShortcut } from '../dom.js';
import { fact, titleOf, valueName } from '../facts.js';
import { day } from '../format.js';
import { knownName, knownOn } from '../known.js';
import { maybe, t } from '../texts.js';
import { makeCandidate } from './candidate.js';
import { makeWhy } from './why.js';
import { makePictures } from './pictures.js';
import { detectionsOf, isOpen, nextOpen, reasons, stateAfter, surveys, verdicts } from './queue.js';
import type { Survey, Verdict } from './queue.js';

const shown = ['class', 'probability', 'object_probability', 'area_m2', 'acquired_at', 'first_seen_at', 'site_kind', 'site_code', 'overlap_share', 'review', 'review_reason'];
const labels = { confirm: 'review.confirm', reject: 'review.reject', unsure: 'review.unsure' } as const;

/** 审核: is this detection real? One at a time, by keyboard. */
export function openReviewRoom(host: HTMLElement, app: App): Room {
  const aborter = new AbortController();
  const said: { at: number; review: unknown; reason: unknown }[] = [];
  let all: Survey[] = [];
  let scenes: Scene[] = [];
  let schema: Schema = {};
  let items: Item[] = [];
  let survey = '';
  let shownOn = knownOn();
  let at = 0;

  const choice = h('select', { id: 'review-survey', onchange: () => app.go({ survey: choice.value, selected: null }) });
  const progress = h('progress', { max: 1, value: 0, 'aria-labelledby': 'review-progress' });
  const counted = h('span', { id: 'review-progress' });
  const pictures = makePictures();
  const why = makeWhy();
  const candidate = makeCandidate(app, () => { draw(); root.focus(); });
  const title = h('h2');
  const position = h('span', { class: 'quiet' });
  const facts = h('dl', { class: 'facts' });
  const reason = h('select', { id: 'review-reason', onkeydown: (e) => { if (['Enter', 'Escape'].includes((e as KeyboardEvent).key)) { e.preventDefault(); root.focus(); } } },
    h('option', { value: '' }, t('review.noReason')), ...reasons.map((r) => h('option', { value: r }, maybe(`value.review_reason.${r}`) ?? r)));
  const buttons = verdicts.map((v, i) => h('button', { type: 'button', class: `verdict ${v}`, onclick: () => void say(v) }, h('kbd', {}, String(i + 1)), ' ', t(labels[v])));
  const undo = h('button', { type: 'button', disabled: true, onclick: () => void takeBack() }, h('kbd', {}, 'U'), ' ', t('review.undo'));
  const error = h('p', { class: 'error', role: 'alert', hidden: true });
  const sent = makeSender(app, error);
  const work = h('div', { class: 'review-work', hidden: true },
    pictures.element,
    h('aside', { 'aria-label': t('review.facts') },
      h('div', { class: 'section-head' }, title, position), facts,
      h('div', { class: 'verdicts', role: 'group', 'aria-label': t('review.question') }, ...buttons),
      h('label', { for: 'review-reason' }, t('review.reason')), reason, error, candidate.element,
      h('div', { class: 'actions' },
        h('button', { type: 'button', onclick: () => move(-1) }, h('kbd', {}, '←'), ' ', t('review.previous')),
        h('button', { type: 'button', onclick: () => move(1) }, h('kbd', {}, '→'), ' ', t('review.next')), undo,
        h('button', { type: 'button', class: 'link', onclick: onMap }, t('review.onMap')),
        h('button', { type: 'button', class: 'link', onclick: () => app.go({ room: 'runs', page: 'training', labels: 'missed' }) }, t('learning.missedHere'))),
      h('p', { class: 'quiet' }, t('review.keys')), why.element));
  const empty = h('p', { class: 'quiet' }, t('loading'));
  const root = h('div', { class: 'review-room', tabindex: -1 },
    h('div', { class: 'section-head' }, h('h1', {}, t('review.title')), h('label', { for: 'review-survey' }, t('review.survey')), choice, progress, counted),
    empty, work);
  fill(host, root);
  document.addEventListener('keydown', pressed, { signal: aborter.signal });

  const ready = Promise.all([surveys(aborter.signal), getScenes(aborter.signal), getSchema('detections')]).then(([found, pictured, columns]) => {
    [all, scenes, schema] = [found, pictured, columns];
    fill(choice, ...all.map((s) => h('option', { value: s.id }, t('review.surveyOf', { date: day(s.acquiredAt), count: s.detections, id: s.id }))));
  });

  async function open(wanted: string | null, selected: string | null): Promise<void> {
    try {
      await ready;
      const next = wanted ?? (selected === null ? null : all.find((s) => selected.startsWith(`${s.id}-`))?.id) ?? all[0]?.id;
      if (next === undefined) { empty.textContent = t('review.none'); return; }
      if (next !== survey || shownOn !== knownOn()) {
        survey = next;
        shownOn = knownOn();
        choice.value = next;
        said.length = 0;
        const found = await detectionsOf(next, aborter.signal);
        if (survey !== next) return;
        items = found;
        at = nextOpen(items, items.length - 1);
      }
      const place = items.findIndex((i) => i.id === selected);
      if (place >= 0) at = place;
      empty.hidden = items.length > 0;
      work.hidden = items.length === 0;
      if (items.length === 0) empty.textContent = t('review.none');
      draw();
    } catch (e) {
      if (!aborter.signal.aborted) empty.textContent = t('error.server', { reason: told(e) });
    }
  }

  function draw(): void {
    const item = items[at];
    if (!item) return;
    const done = items.filter((i) => !isOpen(i)).length;
    progress.max = items.length;
    progress.value = done;
    counted.textContent = t('review.progress', { done, all: items.length });
    title.textContent = titleOf(String(item.id), item.properties);
    position.textContent = `${at + 1} / ${items.length}`;
    fill(facts, ...shown.map((n) => fact(n, item.properties, schema[n])).filter((f) => !f.missing || f.name === 'site_code').flatMap((f) => [
      h('dt', {}, f.title), h('dd', { class: f.missing ? 'missing' : '' }, f.value)]));
    verdicts.forEach((v, i) => buttons[i]?.setAttribute('aria-pressed', String(item.properties.review === stateAfter[v])));
    undo.disabled = said.length === 0;
    pictures.show(item, scenes);
    candidate.show(item);
    why.show(String(item.id));
  }

  /** Goes to a place of the queue; the URL follows without a step for the back button. */
  function go(to: number): void {
    at = to;
    error.hidden = true;
    draw();
    const id = items[at]?.id;
    app.go({ survey, selected: id === undefined ? null : { layer: 'detections', id: String(id) } }, 'replace');
  }

  function move(by: number): void {
    if (items.length > 0) go((at + by + items.length) % items.length);
  }

  async function say(verdict: Verdict): Promise<void> {
    const item = items[at];
    if (!item) return;
    const before = { at, review: item.properties.review, reason: item.properties.review_reason };
    if (!await send(item, verdict, reason.value)) return;
    said.push(before);
    reason.value = '';
    app.say(t('review.said', { verdict: valueName('review', stateAfter[verdict]), title: titleOf(String(item.id), item.properties) }), true);
    const next = nextOpen(items, at);
    if (next === at) app.say(t('review.allDone'));
    go(next);
    if (document.activeElement === document.body) root.focus();
  }

  async function takeBack(): Promise<void> {
    const last = said.at(-1);
    const item = last === undefined ? undefined : items[last.at];
    if (!last || !item) return;
    const earlier = verdicts.find((v) => stateAfter[v] === last.review) ?? 'withdraw';
    if (!await send(item, earlier, typeof last.reason === 'string' ? last.reason : '')) return;
    said.pop();
    app.say(t('review.undone', { title: titleOf(String(item.id), item.properties) }), true);
    go(last.at);
  }

  function send(item: Item, verdict: Verdict, why: string): Promise<boolean> {
    if (knownOn() !== null) {
      error.textContent = t('known.readOnly', { date: knownName() });
      error.hidden = false;
      return Promise.resolve(false);
    }
    return sent(async () => { Object.assign(item.properties, await sendReview(String(item.id), verdict, why === '' ? null : why)); });
  }

  function pressed(event: KeyboardEvent): void {
    if (!isShortcut(event)) return;
    const verdict = verdicts[Number(event.key) - 1];
    if (verdict) void say(verdict);
    else if (event.key === 'ArrowLeft') move(-1);
    else if (event.key === 'ArrowRight') move(1);
    else if (event.key.toLowerCase() === 'u') void takeBack();
    else if (event.key.toLowerCase() === 'r') reason.focus();
    else return;
    event.preventDefault();
  }

  function onMap(): void {
    const id = items[at]?.id;
    if (id !== undefined) app.go({ room: 'map', selected: { layer: 'detections', id: String(id) } });
  }

  return {
    show: (route) => void open(route.survey, route.selected?.layer === 'detections' ? route.selected.id : null),
    close: () => { aborter.abort(); why.close(); },
  };
}
