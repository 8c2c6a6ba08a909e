import { getRuns, getScenes, isOver } from '../../api.js';
import type { Scene } from '../../api.js';
import { getSamples } from './api.js';
import type { SampleBrief } from './api.js';
import { told } from '../../act.js';
import type { App, Room } from '../../app.js';
import { fill, h } from '../../dom.js';
import { day, minute, number } from '../../format.js';
import type { Route, SampleRole } from '../../route.js';
import { t } from '../../texts.js';
import { makeFollowed } from '../follow.js';
import type { Followed } from '../follow.js';
import { openLabelling } from './labelling.js';
import type { Labelling } from './labelling.js';
import { showResult } from './result.js';
import { assessedSurveys } from './survey.js';
import type { AssessedSurvey } from './survey.js';

const roles = [['1', 'accuracy.as1'], ['2', 'accuracy.as2'], ['agreed', 'accuracy.settle'], ['result', 'accuracy.result']] as const;

/** Accuracy: a survey's map beside what people see at drawn places. */
export function openAccuracyPage(host: HTMLElement, app: App): Room {
  const aborter = new AbortController();
  let surveys: AssessedSurvey[] = [];
  let samples: SampleBrief[] = [];
  let scenes: Scene[] = [];
  let shown = '';
  let labelling: Labelling | null = null;
  let drawing: Followed | null = null;
  const root = h('div', { class: 'work-page accuracy-page', tabindex: -1 });
  fill(host, root);
  const ready = Promise.all([assessedSurveys(aborter.signal), getScenes(aborter.signal)]).then(([s, c]) => { [surveys, scenes] = [s, c]; });

  async function show(route: Route): Promise<void> {
    const wanted = `${route.survey ?? ''} ${route.as ?? ''}`;
    if (wanted === shown && labelling) { labelling.go(route.place); return; }
    shown = wanted;
    labelling?.close();
    labelling = null;
    drawing?.close();
    try {
      const [found] = await Promise.all([getSamples(aborter.signal), ready]);
      if (shown !== wanted) return;
      samples = found;
      const survey = surveys.find((s) => s.id === route.survey);
      if (!survey) list(route.survey);
      else one(survey, samples.find((s) => s.survey_id === survey.id) ?? null, route.as);
    } catch (error) {
      if (!aborter.signal.aborted && shown === wanted) fill(root, h('p', { class: 'error', role: 'alert' }, t('error.server', { reason: told(error) })));
    }
  }

  function list(wanted: string | null): void {
    const open = (survey: string): void => app.go({ survey, as: null, place: null });
    fill(root, h('div', { class: 'section-head' }, h('h1', {}, t('accuracy.title'))), h('p', { class: 'quiet' }, t('accuracy.about')),
      wanted !== null && h('p', { class: 'error', role: 'alert' }, t('accuracy.gone', { id: wanted })),
      h('div', { class: 'table-box' }, surveys.length === 0 ? h('p', { class: 'empty' }, t('accuracy.empty')) : h('table', { class: 'list' },
        h('thead', {}, h('tr', {}, ...(['accuracy.survey', 'accuracy.imagery', 'start.model', 'accuracy.detections', 'accuracy.sample', 'accuracy.open'] as const).map((k) => h('th', { scope: 'col' }, t(k))))),
        h('tbody', {}, ...surveys.map((s) => {
          const sample = samples.find((x) => x.survey_id === s.id);
          return h('tr', { onclick: () => open(s.id) },
            h('td', {}, h('button', { type: 'button', class: 'link', onclick: (e) => { e.stopPropagation(); open(s.id); } }, minute(s.surveyedAt)), h('span', { class: 'id' }, s.id)),
            h('td', { class: 'n' }, day(s.acquiredAt)), h('td', {}, s.model), h('td', { class: 'n' }, number(s.detections)),
            h('td', { class: sample ? '' : 'missing' }, sample ? progressOf(sample) : t('accuracy.notDrawn')),
            h('td', { class: 'n' }, sample ? number(sample.open) : '—'));
        })))));
  }

  function one(survey: AssessedSurvey, sample: SampleBrief | null, as: SampleRole | null): void {
    const body = h('div', { class: 'accuracy-body' });
    const counts = (role: SampleRole): string => (sample === null || role === 'result' ? '' : role === 'agreed' ? ` ${sample.differ - sample.open} / ${sample.differ}` : ` ${role === '1' ? sample.labelled_1 : sample.labelled_2} / ${sample.places}`);
    const tabs = roles.map(([role, key]) => ({ role, key, button: h('button', { type: 'button', 'aria-pressed': String(as === role), onclick: () => app.go({ as: role, place: null }) }, t(key), counts(role)) }));
    fill(root,
      h('p', {}, h('button', { type: 'button', class: 'link', onclick: () => app.go({ survey: null, as: null, place: null }) }, `← ${t('accuracy.all')}`)),
      h('div', { class: 'section-head card-title' }, h('h1', {}, t('accuracy.of', { date: day(survey.acquiredAt) })), h('span', { class: 'id' }, survey.id),
        h('span', { class: 'spacer' }), sample && h('div', { class: 'segmented', role: 'group', 'aria-label': t('accuracy.steps') }, ...tabs.map((x) => x.button))),
      body);
    if (sample === null) { draw(survey, body); return; }
    const update = (of: SampleBrief): void => { sample = of; for (const x of tabs) x.button.textContent = t(x.key) + counts(x.role); };
    if (as === null) begin(sample, body);
    else if (as === 'result') void showResult(body, survey.id, aborter.signal);
    else {
      labelling = openLabelling(body, app, survey, sample, as, scenes, update);
      labelling.go(app.route().place);
    }
  }

  function begin(sample: SampleBrief, body: HTMLElement): void {
    fill(body, h('p', {}, t('accuracy.drawn', { places: sample.places, seed: sample.seed })), h('p', {}, progressOf(sample)),
      h('ol', { class: 'steps' }, ...([['1', 'accuracy.step1'], ['2', 'accuracy.step2'], ['agreed', 'accuracy.step3'], ['result', 'accuracy.step4']] as const).map(([role, key]) => h('li', {}, h('button', { type: 'button', class: 'link', onclick: () => app.go({ as: role, place: null }) }, t(key))))), h('p', { class: 'quiet' }, t('accuracy.apart')));
  }

  function draw(survey: AssessedSurvey, body: HTMLElement): void {
    const count = h('input', { id: 'sample-count', type: 'number', min: 20, max: 20000, step: 1, value: 300, required: true });
    const seed = h('input', { id: 'sample-seed', type: 'number', min: 0, max: 2147483647, step: 1, value: 1, required: true });
    const followed = drawing = makeFollowed(app, () => { shown = ''; void show(app.route()); });
    fill(body, h('form', { class: 'start draw-sample', onsubmit: (e) => { e.preventDefault(); void followed.start('sample', { survey: survey.id, count: Number(count.value), seed: Number(seed.value) }); } },
      h('h2', {}, t('accuracy.draw')), h('p', { class: 'quiet' }, t('accuracy.drawAbout')),
      h('label', { for: 'sample-count' }, t('accuracy.count')), count, h('label', { for: 'sample-seed' }, t('accuracy.seed')), seed,
      h('button', { type: 'submit', class: 'primary' }, t('accuracy.drawGo')), h('p', { class: 'quiet' }, t('start.tokenHint'))), followed.element);
    // A page opened again while the sample is being drawn follows that run.
    getRuns(aborter.signal).then((runs) => {
      const running = runs.find((r) => r.kind === 'sample' && !isOver(r) && (r.parameters as { survey?: unknown } | null)?.survey === survey.id);
      if (running && drawing === followed) followed.watch(running);
    }, () => undefined);
  }

  return { show: (route) => void show(route), close: () => { aborter.abort(); labelling?.close(); drawing?.close(); } };
}

function progressOf(s: SampleBrief): string {
  return t('accuracy.progress', { places: s.places, one: s.labelled_1, two: s.labelled_2, same: s.same, both: s.both });
}
