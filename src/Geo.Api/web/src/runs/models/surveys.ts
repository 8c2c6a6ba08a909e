import { getRuns } from '../../api.js';
import type { Model } from './api.js';
import { told } from '../../act.js';
import type { App } from '../../app.js';
import { fill, h } from '../../dom.js';
import { day, number, percent } from '../../format.js';
import { said } from '../../remark.js';
import type { Remark } from '../../remark.js';
import { t } from '../../texts.js';
import { assessedSurveys } from '../accuracy/survey.js';

/** What a survey says of its own limits: a part of its run's outputs. */
interface Limits { recall: number | null; void: string | null; void_remark?: Remark | null; drift_score: number | null; drift_worst: string | null; expected_false_per_100_km2: number | null }

/** The surveys that this very state of a model made: what each may promise, and how far its scenes left the training range. */
export function surveysOf(model: Model, app: App, signal: AbortSignal): HTMLElement {
  const body = h('div', {}, h('p', { class: 'quiet' }, t('loading')));
  Promise.all([assessedSurveys(signal), getRuns(signal)]).then(([surveys, runs]) => {
    const own = surveys.filter((s) => s.modelHash === model.card.model_hash);
    if (own.length === 0) { fill(body, h('p', { class: 'quiet' }, t('models.noSurveys'))); return; }
    fill(body, h('div', { class: 'table-box' }, h('table', { class: 'list plain' },
      h('thead', {}, h('tr', {}, ...(['accuracy.imagery', 'accuracy.detections', 'models.drift', 'models.promiseOf', 'models.falsePer', 'accuracy.page'] as const).map((k) => h('th', { scope: 'col' }, t(k))))),
      h('tbody', {}, ...own.map((s) => {
        const limits = (runs.find((r) => r.id === s.runId)?.outputs as { promise?: Limits } | null | undefined)?.promise ?? null;
        return h('tr', {}, h('th', { scope: 'row' }, day(s.acquiredAt)), h('td', { class: 'n' }, number(s.detections)),
          limits?.drift_score == null ? none() : h('td', {}, t('models.driftWorst', { share: percent(limits.drift_score, 1), name: limits.drift_worst ?? '—' })),
          limits === null ? none() : limits.recall === null ? h('td', { class: 'missing', title: said(limits.void_remark, limits.void) ?? '' }, t('models.void')) : h('td', { class: 'n' }, percent(limits.recall)),
          limits?.expected_false_per_100_km2 == null ? none() : h('td', { class: 'n' }, number(limits.expected_false_per_100_km2, 1)),
          h('td', {}, h('button', { type: 'button', class: 'link', onclick: () => app.go({ page: 'accuracy', survey: s.id, as: null, place: null }) }, t('accuracy.title'))));
      })))));
  }, (error: unknown) => { if (!signal.aborted) fill(body, h('p', { class: 'error', role: 'alert' }, t('error.server', { reason: told(error) }))); });
  return h('section', { class: 'wide' }, h('h2', {}, t('models.surveys')), body);
}

function none(): HTMLElement {
  return h('td', { class: 'missing' }, t('fact.noEvidence'));
}
