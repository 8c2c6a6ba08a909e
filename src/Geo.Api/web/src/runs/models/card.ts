import type { Comparison, Model, ObjectRule, Promise90, Scores, Setting } from './api.js';
import { className, classTag, inOrder, isReported } from '../../classes.js';
import { h } from '../../dom.js';
import type { Child } from '../../dom.js';
import { minute, number, percent } from '../../format.js';
import { said } from '../../remark.js';
import { maybe, t } from '../../texts.js';
import { reason, word } from './told.js';

/** All that a model's card says, section by section. */
export function modelCard(model: Model, toRun: (id: string) => void, surveys: HTMLElement): HTMLElement {
  const { card } = model;
  return h('div', { class: 'model-card' },
    section('models.made', madeOf(model, toRun)),
    section('models.promise', promises(model)),
    card.comparison || card.not_compared ? section('models.comparison', card.comparison ? verdict(card.comparison) : h('p', { class: 'missing' }, t('models.notCompared', { reason: said(card.not_compared_remark, card.not_compared) ?? '' }))) : null,
    surveys,
    section('models.classes', classTable(model), 'wide'),
    card.scores && section('models.confusion', confusion(card.scores, card.classes), 'wide'),
    card.objects && section('models.secondStage', secondStage(card.objects.classes)),
    card.search ? section('models.search', search(card.search)) : null,
    card.selection.length > 0 && section('models.selection', selection(card.selection, card.algorithm, card.left_out)),
    card.network ? section('models.fed', networkFacts(card.network)) : null,
    (card.evidence?.ranges.length ?? 0) > 0 && section('models.ranges', h('details', {}, h('summary', {}, t('models.rangesOf', { n: card.evidence?.ranges.length ?? 0 })),
      h('p', { class: 'quiet' }, t('models.rangesAbout')),
      table(['models.predictor', 'models.low', 'models.high'], (card.evidence?.ranges ?? []).map((r) => [r.name, number(r.low, 3), number(r.high, 3)])))));
}

function section(title: Parameters<typeof t>[0], body: Child | Child[], kind = ''): HTMLElement {
  return h('section', { class: kind }, h('h2', {}, t(title)), ...(Array.isArray(body) ? body : [body]));
}

function madeOf({ card }: Model, toRun: (id: string) => void): HTMLElement {
  const run = card.run_id ?? null;
  const rows: [string, Child][] = [
    [t('models.algorithm'), card.algorithm], [t('models.trained'), minute(card.created_at)],
    [t('models.labels'), card.labels === '' ? t('fact.notStated') : card.labels],
    ...(card.reviews ? [[t('learning.used'), t('learning.usedOf', { confirmed: card.reviews.confirmed, rejected: card.reviews.rejected, missed: card.reviews.missed, passed: card.reviews.passed_over })] as [string, Child]] : []),
    [t('models.scenes'), card.scene_ids.length === 0 ? t('fact.notStated') : card.scene_ids.join('\n')],
    [t('models.predictors'), number(card.predictors.length)],
    [t('models.settings'), Object.entries(card.parameters).map(([k, v]) => `${maybe(`value.setting.${k}`) ?? k} ${v}`).join(' · ') || t('fact.notStated')],
    [t('models.folds'), card.folds?.count ? t('models.foldsOf', { folds: card.folds.count, blocks: number(card.folds.blocks), side: number(card.folds.block_degrees * 111.2, 1), areas: number(card.folds.areas) }) : t('models.notOurs')],
    [t('models.identity'), h('span', { class: 'id' }, card.model_hash.slice(0, 16))],
    [t('run.version'), Object.entries(card.versions).map(([k, v]) => `${k} ${v}`).join(' · ')],
    [t('card.run'), run === null ? t('fact.notStated') : h('button', { type: 'button', class: 'link', onclick: () => toRun(run) }, run)],
  ];
  return h('dl', { class: 'facts' }, ...rows.flatMap(([name, value]) => [h('dt', {}, name), h('dd', {}, value)]));
}

function promises(model: Model): Child[] {
  if (model.promise === null) return [h('p', { class: 'missing' }, t('models.noPromise'))];
  const by = inOrder(Object.keys(model.promise_by_class));
  return [h('p', { class: model.promise.threshold === null ? 'missing' : 'good' }, promiseText(model.promise)),
    h('table', { class: 'list plain' }, h('thead', {}, h('tr', {}, ...(['models.class', 'models.objects', 'models.blocks', 'models.bestRecall', 'models.threshold', 'models.more'] as const).map((k) => h('th', { scope: 'col' }, t(k))))),
      h('tbody', {}, ...by.map((name) => {
        const one = model.promise_by_class[name];
        return one && h('tr', {}, h('th', { scope: 'row' }, classTag(name)), n(number(one.objects)), n(number(one.blocks)), n(percent(one.best_recall)),
          one.threshold === null ? h('td', { class: 'missing' }, t('models.notKept')) : n(number(one.threshold, 2)), n(one.labels_more === null ? '—' : number(one.labels_more)));
      }))),
    h('p', { class: 'quiet' }, t('models.promiseAbout'))];
}

/** What recall can be promised, in one sentence. */
export function promiseText(one: Promise90): string {
  const facts = { recall: percent(one.recall), confidence: percent(one.confidence), objects: one.objects, blocks: one.blocks };
  if (one.threshold !== null) return t('models.promised', { ...facts, threshold: number(one.threshold, 2) });
  return one.labels_more === null
    ? t('models.promiseNever', { ...facts, best: percent(one.best_recall) })
    : t('models.promiseMore', { ...facts, best: percent(one.best_recall), more: number(one.labels_more) });
}

/** The model beside the one that it replaced, scored on the same blocks. */
export function verdict(one: Comparison): Child[] {
  const kind = one.verdict === 'better' || one.verdict === 'worse' ? one.verdict : 'unsure';
  return [
    h('p', { class: `verdict-line ${kind}` }, h('strong', {}, word(one)), ' ',
      one.lower === null || one.upper === null
        ? t('models.differenceOnly', { difference: signed(one.difference * 100, 1) })
        : t('models.difference', { difference: signed(one.difference * 100, 1), lower: signed(one.lower * 100, 1), upper: signed(one.upper * 100, 1) })),
    h('p', {}, reason(one)),
    h('p', { class: 'quiet' }, t('models.comparedWith', { name: one.with, old: percent(one.old_score, 1), now: percent(one.new_score, 1), blocks: number(one.blocks) }),
      (one.seen_blocks ?? 0) > 0 ? ` ${t('models.seenBlocks', { n: number(one.seen_blocks ?? 0) })}` : '',
      one.on === 'verdicts' ? ` ${t('learning.onVerdicts')}` : ''),
  ];
}

function classTable({ card }: Model): HTMLElement {
  const names = inOrder([...card.classes, ...Object.keys(card.scores?.classes ?? {})]);
  return h('div', { class: 'table-box' }, h('table', { class: 'list plain' },
    h('thead', {}, h('tr', {}, ...(['models.class', 'models.rows', 'models.precision', 'models.recall', 'models.f1Short', 'models.iou'] as const).map((k) => h('th', { scope: 'col' }, t(k))))),
    h('tbody', {}, ...names.map((name) => {
      const score = card.scores?.classes[name];
      return h('tr', {}, h('th', { scope: 'row' }, classTag(name), isReported(name) ? h('span', { class: 'quiet' }, ` ${t('models.reported')}`) : null),
        n(card.rows_by_class[name] === undefined ? '—' : number(card.rows_by_class[name])), share(score?.precision), share(score?.recall), share(score?.f1), share(score?.io_u));
    }))));
}

/** Rows are what the model said, columns what was there; the shade is the share of the row. */
function confusion(scores: Scores, classes: readonly string[]): Child[] {
  const totals = scores.confusion.map((row) => row.reduce((sum, v) => sum + v, 0));
  return [h('p', { class: 'quiet' }, t('models.confusionAbout', { oa: percent(scores.overall_accuracy, 1), kappa: number(scores.kappa, 2) })),
    h('div', { class: 'table-box', tabindex: 0, role: 'group', 'aria-label': t('models.confusion') }, h('table', { class: 'confusion' },
      h('thead', {}, h('tr', {}, h('th', { scope: 'col' }, t('models.mappedBelow')), ...classes.map((name, k) => h('th', { scope: 'col', title: className(name) }, h('span', { 'aria-hidden': 'true' }, String(k + 1)), h('span', { class: 'visually-hidden' }, className(name)))))),
      h('tbody', {}, ...scores.confusion.map((row, m) => h('tr', {}, h('th', { scope: 'row' }, h('span', { class: 'row-number' }, String(m + 1)), classTag(classes[m] ?? String(m))),
        ...row.map((count, r) => h('td', { class: m === r ? 'right' : count === 0 ? 'none' : '', style: shade(count / Math.max(1, totals[m] ?? 1), m === r), title: `${className(classes[m] ?? '')} → ${className(classes[r] ?? '')}` }, number(count))))))))];
}

function shade(part: number, right: boolean): string {
  return part === 0 ? '' : `background:rgba(${right ? '0,122,89' : '179,38,30'},${(0.08 + 0.5 * part).toFixed(2)})`;
}

function secondStage(rules: Record<string, ObjectRule>): Child[] {
  return [h('p', { class: 'quiet' }, t('models.secondStageAbout')),
    table(['models.class', 'models.trueObjects', 'models.falseObjects', 'models.keptTrue', 'models.keptFalse', 'models.unlabelled', 'models.keptUnlabelled', 'models.reviewed', 'models.threshold'], inOrder(Object.keys(rules)).map((name) => {
      const r = rules[name];
      return r ? [classTag(name), number(r.true_objects), number(r.false_objects), percent(r.kept_true), percent(r.kept_false), number(r.unlabelled_objects ?? 0), percent(r.kept_unlabelled ?? 0), `${number(r.reviewed_true ?? 0)} / ${number(r.reviewed_false ?? 0)}`, number(r.threshold, 2)] : [];
    }))];
}

function selection(tried: readonly Scores[], chosen: string, leftOut: readonly string[]): Child[] {
  return [h('p', { class: 'quiet' }, t('models.selectionAbout')),
    table(['models.algorithm', 'models.accuracy', 'models.f1', 'models.f1Reported'], tried.map((s) => [s.algorithm === chosen ? h('strong', {}, `${s.algorithm} ✓`) : s.algorithm, percent(s.overall_accuracy, 1), percent(s.macro_f1, 1), percent(s.selection_score, 1)])),
    leftOut.length > 0 && h('p', { class: 'quiet' }, t('models.leftOut', { list: leftOut.join('; ') }))];
}

/** Settings tried within a time budget, the best first. */
function search(one: NonNullable<Model['card']['search']>): Child[] {
  const words = (s: Setting): string => [s.algorithm, `${t('value.setting.trees')} ${s.trees}`, `${t('value.setting.leaves')} ${s.leaves}`, `${t('value.setting.minimum_rows_per_leaf')} ${s.minimum_rows_per_leaf}`, ...(s.learning_rate === null ? [] : [`${t('value.setting.learning_rate')} ${s.learning_rate}`])].join(' · ');
  const tried = [...one.tried].sort((a, b) => b.score - a.score);
  return [h('p', { class: 'quiet' }, t(one.cut ? 'models.searchCut' : 'models.searchDone', { minutes: number(one.budget_minutes, 1), n: tried.length })),
    h('p', {}, t('models.searchChosen', { setting: words(one.chosen) })),
    table(['models.settings', 'models.rowsPerClass', 'models.f1Reported'], tried.slice(0, 12).map((r) => [words(r.setting), r.rows_per_class === null ? t('models.allRows') : number(r.rows_per_class), percent(r.score, 1)]))];
}

function networkFacts(network: NonNullable<Model['card']['network']>): Child[] {
  return [h('dl', { class: 'facts' }, ...([['models.scale', number(network.scale, 4)], ['models.tile', t('models.pixels', { n: network.tile })], ['models.rim', t('models.pixels', { n: network.rim })], ['models.overlap', t('models.pixels', { n: network.overlap })],
    ['models.logits', t(network.logits ? 'yes' : 'no')]] as const).flatMap(([k, v]) => [h('dt', {}, t(k)), h('dd', {}, v)])),
  h('p', { class: 'quiet' }, t('models.networkAbout'))];
}

function table(heads: Parameters<typeof t>[0][], rows: Child[][]): HTMLElement {
  return h('table', { class: 'list plain' }, h('thead', {}, h('tr', {}, ...heads.map((k) => h('th', { scope: 'col' }, t(k))))),
    h('tbody', {}, ...rows.map(([first, ...rest]) => h('tr', {}, h('th', { scope: 'row' }, first), ...rest.map((v) => n(v))))));
}

function n(value: Child): HTMLElement { return h('td', { class: 'n' }, value); }
function share(value: number | null | undefined): HTMLElement {
  return value === null || value === undefined ? h('td', { class: 'missing' }, '—') : h('td', { class: 'n' }, percent(value, 1));
}

/** With its sign: what is better and what is worse must be told apart without colour. */
export function signed(value: number, decimals: number): string {
  return (value > 0 ? '+' : '') + number(value, decimals);
}
