import { h } from '../../dom.js';
import type { Child } from '../../dom.js';
import { number, percent } from '../../format.js';
import { num } from '../../http.js';
import { maybe, t } from '../../texts.js';
import type { Key } from '../../texts.js';
import { worded } from '../api.js';
import type { Sheet } from '../api.js';
import { ratioText } from '../tell.js';
import { trace } from './links.js';

/** The answer of the restoration test with all that it rests on, and in words what is missing. */
export function verdictPanel(sheet: Sheet): HTMLElement {
  const v = sheet.verdict;
  const missing = Array.isArray(sheet.properties.evidence_missing) ? sheet.properties.evidence_missing.map(String) : [];
  const evidence = missing.length === 0 ? null : h('div', { class: 'note-box' }, h('strong', {}, t('site.evidenceMissing')), ' ', missing.map((m) => maybe(`value.evidence.${m}`) ?? m).join(t('list.comma')));
  if (!v) return h('div', {}, h('p', { class: 'missing' }, t('mines.untested')), evidence);
  const f = (name: string): number | null => num(v.figures[name]);
  const o = (name: string): number | null => num(v.options[name]);
  const two = (value: number | null): string | null => (value === null ? null : number(value, 2));
  const three = (value: number | null): string | null => (value === null ? null : number(value, 3));
  const whole = (value: number | null): string | null => (value === null ? null : percent(value));
  const seasons = (value: number | null): string => (value === null ? t('site.never') : value === 0 ? t('site.decided') : t('site.moreSeasons', { n: value }));
  const rows: [Key, string | null, string?][] = [
    ['site.n', number(v.n), 'test_seasons'],
    ['site.ratio', ratioText(f('mean_ratio'), f('low'), f('high')), 'test_ratio'],
    ['site.bounds', f('lower_bound') === null ? null : `${two(f('lower_bound')) ?? ''} – ${two(f('upper_bound')) ?? ''}`, 'test_ratio_low'],
    ['site.plainError', three(f('plain_error'))], ['site.widenedError', three(f('widened_error'))], ['site.measurementError', three(f('measurement_error'))],
    ['site.usedError', three(f('standard_error')), 'test_ratio_uncertainty'],
    ['site.rho', two(o('rho'))], ['site.power', whole(f('power_at_reference')), 'test_power_share'],
    ['site.needed', v.n === 0 && f('seasons_to_decide') === null ? null : seasons(f('seasons_to_decide')), 'test_seasons_needed'],
  ];
  return h('div', { class: 'verdict-body' },
    h('p', { class: `answer-line ${v.answer}` }, h('span', { class: 'answer-sign', 'aria-hidden': 'true' }, v.answer === 'pass' ? '✓' : v.answer === 'fail' ? '✕' : '?'),
      h('strong', {}, maybe(`value.test_answer.${v.answer}`) ?? v.answer), ' ', h('span', {}, sentence(worded(v.sentence)))),
    v.missing.length > 0 && h('div', { class: 'note-box' }, h('strong', {}, t('site.lacks')), h('ul', { class: 'bullets' }, ...v.missing.map((m) => h('li', {}, worded(m) ?? '')))),
    evidence,
    h('dl', { class: 'facts' }, ...rows.flatMap(([key, value, column]): Child[] => [
      h('dt', {}, t(key)), h('dd', { class: value === null ? 'missing' : 'n' }, value ?? t('fact.noEvidence'), column !== undefined && value !== null ? trace(sheet, column) : null)])),
    h('p', { class: 'quiet' }, t('site.testOf', { share: two(o('share')) ?? '', confidence: whole(o('confidence')) ?? '', variable: t(v.variable === 'ndvi' ? 'site.ndvi' : 'site.cover') }),
      v.variableWhy === null ? null : ` ${worded(v.variableWhy) ?? ''}`, sheet.leftOut === null ? null : ` ${worded(sheet.leftOut) ?? ''}`));
}

/** The server's sentence begins with the answer, which stands before it already. */
function sentence(text: string | null): string {
  return (text ?? '').replace(/^[^：:]{2,40}[：:]\s*/, '');
}
