import type { Scene } from '../api.js';
import { makeSender } from '../act.js';
import type { App } from '../app.js';
import { h } from '../dom.js';
import type { Child } from '../dom.js';
import { day, degrees, number } from '../format.js';
import { text } from '../http.js';
import { knownOn } from '../known.js';
import { worded } from '../mines/api.js';
import { maybe, t } from '../texts.js';
import { enterResults, identifyDump, planSampling, recordPoint, sendTable } from './api.js';
import type { DumpSheet, Point, Result } from './api.js';
import { makeGround } from './ground.js';

/** Why a dump must be sampled, its plan on the ground, what the laboratory found, and the verdict. */
export function samplingPanel(sheet: DumpSheet, scenes: readonly Scene[], app: App, done: () => void): HTMLElement {
  const s = sheet.sampling;
  const open = knownOn() === null && sheet.succeededBy.length === 0;
  const may = open && app.session.rights.includes('decide_dumps');
  const status = text(sheet.properties.status) ?? '';
  const problem = h('p', { class: 'error', role: 'alert', hidden: true });
  const sent = makeSender(app, problem);
  const act = (what: () => Promise<void>): void => { problem.hidden = true; void sent(what).then((ok) => { if (ok) done(); }); };
  const ground = makeGround(sheet.code, sheet.geometry, scenes);
  ground.draw(s.points.flatMap((p) => (p.at === null ? [] : [{ at: p.at, label: String(p.number), state: p.state }])), []);
  const inBranch = ['sampling_planned', 'sampled'].includes(status);
  const number_ = h('input', { type: 'number', id: 'plan-points', min: 1, max: 200, value: String(s.byRule ?? '') });
  return h('div', { class: 'sampling' },
    h('p', { id: 'sampling-reason' }, s.reason === null ? h('span', { class: 'quiet' }, t('dumps.noSampling')) : h('strong', {}, t('dumps.mustSample', { why: worded(s.reason) ?? '' }))),
    may && (s.reason !== null || inBranch) && ['listed', 'sampling_planned', 'sampled'].includes(status) && h('div', { class: 'actions' }, h('label', { for: 'plan-points' }, t('dumps.points')), number_,
      h('button', { type: 'button', id: 'plan-send', onclick: () => act(() => planSampling(sheet.code, number_.value === '' ? null : Number(number_.value))) }, t(s.points.length === 0 ? 'dumps.plan' : 'dumps.planAgain'))),
    problem,
    s.points.length > 0 && h('div', { class: 'plan-body' }, h('figure', {}, h('figcaption', {}, s.plan ?? ''), ground.element),
      h('div', {}, h('p', { class: 'quiet' }, t('dumps.planFiles'), ' ', ...['geojson', 'kml', 'csv', 'xlsx'].flatMap((f): Child[] => [h('a', { href: `/dumps/${encodeURIComponent(sheet.code)}/sampling.${f}`, download: '' }, f.toUpperCase()), ' '])),
        pointsTable(s.points, open && app.session.rights.includes('field_check') && inBranch ? (p, state, note) => act(() => recordPoint(sheet.code, p.number, state, note)) : null))),
    s.points.some((p) => p.results.length > 0) && resultsTable(s.points),
    s.proposal !== null && h('p', { id: 'sampling-proposal', class: `answer-line ${s.proposal.verdict === 'hazardous' ? 'fail' : s.proposal.verdict === 'general' ? 'pass' : ''}` },
      h('strong', {}, t('dumps.verdictProposed'), ' ', maybe(`dumps.verdict.${s.proposal.verdict}`) ?? s.proposal.verdict), ` ${worded(s.proposal.why) ?? ''}`),
    may && inBranch && s.points.some((p) => p.state === 'sampled' || p.state === 'reported') && h('details', {}, h('summary', {}, t('dumps.enter')), entry(sheet, act)),
    may && status === 'sampled' && verdictForm(sheet, act, problem),
    s.earlier.length > 0 && h('details', {}, h('summary', {}, t('dumps.earlierSamples', { n: s.earlier.length })), pointsTable(s.earlier, null), resultsTable(s.earlier)));
}

function pointsTable(points: readonly Point[], record: ((p: Point, state: string, note: string | null) => void) | null): HTMLElement {
  return h('div', { class: 'table-box' }, h('table', { class: 'list plain points' },
    h('thead', {}, h('tr', {}, ...[t('dumps.point'), t('dumps.place'), t('site.status'), t('dumps.depth'), ''].map((x) => h('th', { scope: 'col' }, x)))),
    h('tbody', {}, ...points.map((p) => h('tr', {}, h('th', { scope: 'row' }, String(p.number)), h('td', { class: 'n' }, p.at === null ? '' : degrees(p.at[0], p.at[1])),
      h('td', {}, maybe(`dumps.sample.${p.state}`) ?? p.state, p.sampledAt === null ? null : ` ${day(p.sampledAt)} ${p.sampledBy ?? ''}`, p.note === null ? null : h('span', { class: 'quiet' }, ` ${p.note}`)),
      h('td', { class: 'n' }, p.depth === null ? '' : `${number(p.depth, 1)} m`),
      h('td', {}, record !== null && p.state === 'planned' && h('button', { type: 'button', class: 'link', id: `sampled-${p.number}`, onclick: () => record(p, 'sampled', null) }, t('dumps.markSampled')),
        record !== null && p.state === 'planned' && h('button', { type: 'button', class: 'link', onclick: () => { const why = window.prompt(t('dumps.dropWhy')); if (why !== null && why.trim() !== '') record(p, 'dropped', why.trim()); } }, t('dumps.drop'))))))));
}

function resultsTable(points: readonly Point[]): HTMLElement {
  const rows = points.flatMap((p) => p.results.map((r): [Point, Result] => [p, r]));
  return h('div', { class: 'table-box' }, h('table', { class: 'list plain' },
    h('thead', {}, h('tr', {}, ...[t('dumps.point'), t('dumps.parameter'), t('dumps.value'), t('dumps.limit'), t('dumps.exceeded'), t('dumps.report')].map((x) => h('th', { scope: 'col' }, x)))),
    h('tbody', {}, ...rows.map(([p, r]) => h('tr', {}, h('td', {}, String(p.number)), h('th', { scope: 'row' }, r.parameter), h('td', { class: 'n' }, `${r.below ? '< ' : ''}${r.value} ${r.unit}`),
      h('td', { class: 'n', title: r.limitSource ?? '' }, r.limit === null && r.limitLow === null ? h('span', { class: 'missing' }, t('dumps.noLimit')) : [r.limitLow, r.limit].filter((v) => v !== null).join(' – '), r.limitSource === null ? null : h('span', { class: 'quiet' }, ` ${r.limitSource}`)),
      h('td', {}, r.exceeded === null ? h('span', { class: 'missing' }, t('fact.noEvidence')) : r.exceeded ? h('strong', { class: 'late' }, t('dumps.over')) : t('dumps.within')),
      h('td', {}, `${p.laboratory ?? ''} ${p.report ?? ''}`))))));
}

function entry(sheet: DumpSheet, act: (what: () => Promise<void>) => void): HTMLElement {
  const field = (id: string, label: string, type = 'text'): HTMLInputElement => h('input', { id: `lab-${id}`, type, 'aria-label': label, placeholder: label });
  const [laboratory, report, date] = [field('laboratory', t('dumps.laboratory')), field('report', t('dumps.reportNumber')), field('date', t('dumps.reportDate'), 'date')];
  const rows = h('textarea', { id: 'lab-rows', rows: 4, 'aria-label': t('dumps.rows'), placeholder: t('dumps.rowsExample') });
  const file = h('input', { id: 'lab-file', type: 'file', accept: '.csv,text/csv', 'aria-label': t('dumps.table') });
  const body = (): Record<string, unknown> => ({
    laboratory: laboratory.value, report_number: report.value, reported_at: date.value === '' ? null : `${date.value}T00:00:00Z`,
    results: rows.value.split('\n').map((line) => line.split(/[,，\t;；]/).map((c) => c.trim())).filter((c) => c.some((x) => x !== '')).map(([point = '', parameter = '', value = '', unit = '', limit = '', source = '']) =>
      ({ point, parameter, value, unit, limit: limit === '' ? null : limit, limit_source: source === '' ? null : source })),
  });
  return h('form', { class: 'decision', onsubmit: (event) => {
    event.preventDefault();
    const table = file.files?.[0];
    act(() => (table ? sendTable(sheet.code, table, { laboratory: laboratory.value, report_number: report.value, ...(date.value === '' ? {} : { reported_at: date.value }) }) : enterResults(sheet.code, body())));
  } }, laboratory, report, date, rows, h('label', { for: 'lab-file' }, t('dumps.table')), file, h('div', { class: 'actions' }, h('button', { type: 'submit', class: 'primary', id: 'lab-send' }, t('dumps.sendResults'))));
}

function verdictForm(sheet: DumpSheet, act: (what: () => Promise<void>) => void, problem: HTMLElement): HTMLElement {
  const verdicts = ['general', 'hazardous', 'inconclusive'];
  const choice = h('select', { id: 'verdict-choice' }, ...verdicts.map((v) => h('option', { value: v, selected: v === sheet.sampling.proposal?.verdict }, maybe(`dumps.verdict.${v}`) ?? v)));
  const reason = h('input', { id: 'verdict-reason', type: 'text', maxlength: 1000 });
  return h('form', { class: 'decision', onsubmit: (event) => {
    event.preventDefault();
    const why = reason.value.trim();
    if (why !== '') { act(() => identifyDump(sheet.code, choice.value, why)); return; }
    problem.textContent = t('decision.needsReason');
    problem.hidden = false;
    reason.focus();
  } }, h('label', { for: 'verdict-choice' }, t('dumps.decideVerdict')), choice, h('label', { for: 'verdict-reason' }, t('decision.reason')), reason,
  h('div', { class: 'actions' }, h('button', { type: 'submit', class: 'primary', id: 'verdict-send' }, t('decision.send'))));
}
