import { getAccuracy } from './api.js';
import type { Accuracy, Interpreter, Interval } from './api.js';
import { told } from '../../act.js';
import { classTag, inOrder } from '../../classes.js';
import { fill, h } from '../../dom.js';
import { hectares, mu, number, percent } from '../../format.js';
import { t } from '../../texts.js';

const whose: readonly [Interpreter, 'accuracy.byAgreed' | 'accuracy.as1' | 'accuracy.as2'][] = [['agreed', 'accuracy.byAgreed'], ['1', 'accuracy.as1'], ['2', 'accuracy.as2']];

/** What the labelled sample says: accuracies and areas with their intervals, or what it still lacks. */
export async function showResult(host: HTMLElement, survey: string, signal: AbortSignal): Promise<void> {
  const body = h('div', {});
  const choice = h('select', { id: 'accuracy-whose', onchange: () => void load() }, ...whose.map(([value, key]) => h('option', { value }, t(key))));
  const file = (kind: string): string => `/surveys/${encodeURIComponent(survey)}/sample.${kind}`;
  fill(host, h('div', { class: 'result-head' }, h('label', { for: 'accuracy-whose' }, t('accuracy.whose')), choice, h('span', { class: 'spacer' }),
    h('span', { class: 'quiet' }, t('accuracy.export')), h('a', { href: file('csv'), download: '' }, 'CSV'), h('a', { href: file('geojson'), download: '' }, 'GeoJSON')), body);
  await load();

  async function load(): Promise<void> {
    const asked = choice.value as Interpreter;
    fill(body, h('p', { class: 'quiet' }, t('loading')));
    try {
      const found = await getAccuracy(survey, asked, signal);
      if (choice.value === asked) fill(body, ...result(found));
    } catch (error) {
      if (!signal.aborted) fill(body, h('p', { class: 'error', role: 'alert' }, t('error.server', { reason: told(error) })));
    }
  }
}

function result(found: Accuracy): HTMLElement[] {
  return found.estimate === null ? [missing(found), strata(found)] : [...estimate(found, found.estimate), strata(found)];
}

function missing({ missing: lack, strata: parts }: Accuracy): HTMLElement {
  const few = parts.filter((s) => s.labelled < Math.min(2, s.pixels));
  return h('div', { class: 'note-box' }, h('p', {}, h('strong', {}, t('fact.noEvidence'))),
    few.length > 0 ? h('p', {}, t('accuracy.needStrata', { n: few.length })) : lack?.field === 'label_agreed' ? h('p', {}, t('accuracy.needAgreed')) : h('p', {}, lack === null ? '' : `${lack.problem}; ${lack.mend}`));
}

function estimate(found: Accuracy, e: NonNullable<Accuracy['estimate']>): HTMLElement[] {
  const labelled = found.strata.reduce((sum, s) => sum + s.labelled, 0);
  const names = inOrder(Object.keys(e.classes));
  return [
    h('p', { class: 'overall' }, t('accuracy.overall'), ' ', h('strong', {}, percent(e.overall_accuracy.value, 1)), ' ', h('span', {}, range(e.overall_accuracy)),
      h('span', { class: 'quiet' }, ` n = ${number(labelled)} · ${t('accuracy.region', { area: t('area', { hectares: hectares(found.area_m2), mu: mu(found.area_m2) }) })}`)),
    h('div', { class: 'table-box' }, h('table', { class: 'list plain accuracy-table' },
      h('thead', {}, h('tr', {}, ...(['models.class', 'accuracy.areaTrue', 'accuracy.areaMapped', 'accuracy.users', 'accuracy.commission', 'accuracy.producers', 'accuracy.omission', 'accuracy.n'] as const).map((k) => h('th', { scope: 'col' }, t(k))))),
      h('tbody', {}, ...names.map((name) => {
        const c = e.classes[name];
        return c && h('tr', {}, h('th', { scope: 'row' }, classTag(name)),
          h('td', { class: 'n' }, h('strong', {}, t('area', { hectares: hectares(c.area_m2.value), mu: mu(c.area_m2.value) })),
            h('span', { class: 'range' }, c.area_m2.lower === c.area_m2.upper ? t('accuracy.noErrors') : t('accuracy.areaRange', { low: hectares(c.area_m2.lower), high: hectares(c.area_m2.upper), lowMu: mu(c.area_m2.lower), highMu: mu(c.area_m2.upper) }))),
          h('td', { class: 'n' }, t('accuracy.hectares', { hectares: hectares(c.mapped_area_m2) })),
          share(c.users_accuracy), share(wrong(c.users_accuracy)), share(c.producers_accuracy), share(wrong(c.producers_accuracy)),
          h('td', { class: 'n' }, `${number(c.mapped)} / ${number(c.reference)}`));
      })))),
    h('p', { class: 'quiet' }, t('accuracy.method')),
    ...warnings(e.warnings),
  ];
}

function warnings(all: NonNullable<Accuracy['estimate']>['warnings']): HTMLElement[] {
  const few = all.filter((w) => w.upper_error === null);
  if (all.length === 0) return [];
  return [h('h3', {}, t('accuracy.warnings')), h('ul', { class: 'warnings' },
    ...all.map((w) => w.upper_error !== null && h('li', {}, classOrDoubtful(w.stratum), ' — ', t('accuracy.exact', { weight: percent(w.weight), places: w.places, upper: percent(w.upper_error, 1) }))),
    few.length > 0 && h('li', {}, t('accuracy.fewErrors'), ' ', ...few.map((w) => h('span', { class: 'few' }, classOrDoubtful(w.stratum), ` ${w.errors} / ${w.places}`))))];
}

function strata({ strata: parts }: Accuracy): HTMLElement {
  return h('details', {}, h('summary', {}, t('accuracy.strata', { n: parts.length })), h('table', { class: 'list plain' },
    h('thead', {}, h('tr', {}, ...(['accuracy.stratum', 'accuracy.pixels', 'accuracy.places', 'accuracy.labelled', 'accuracy.inclusion'] as const).map((k) => h('th', { scope: 'col' }, t(k))))),
    h('tbody', {}, ...parts.map((s) => h('tr', {}, h('th', { scope: 'row' }, classOrDoubtful(s.name)), h('td', { class: 'n' }, number(s.pixels)), h('td', { class: 'n' }, number(s.places)),
      h('td', { class: s.labelled < s.places ? 'n missing' : 'n' }, number(s.labelled)), h('td', { class: 'n' }, s.inclusion_probability.toPrecision(3)))))));
}

function classOrDoubtful(stratum: string): HTMLElement {
  return stratum === 'doubtful' ? h('span', {}, t('accuracy.doubtful')) : classTag(stratum);
}

/** 1 − a share: the ends of its interval change places. */
export function wrong(of: Interval | null): Interval | null {
  return of && { value: 1 - of.value, lower: 1 - of.upper, upper: 1 - of.lower };
}

/** An interval; where no error was seen there is none to speak of, and saying 100–100 would be a lie. */
function range(of: Interval): string {
  return of.lower === of.upper ? t('accuracy.noErrors') : t('accuracy.range', { low: number(of.lower * 100, 1), high: number(of.upper * 100, 1) });
}

function share(of: Interval | null): HTMLElement {
  return of === null ? h('td', { class: 'missing' }, t('fact.noEvidence')) : h('td', { class: 'n' }, percent(of.value, 1), h('span', { class: 'range' }, range(of)));
}
