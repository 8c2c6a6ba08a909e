import { told } from '../act.js';
import { fill, h } from '../dom.js';
import { hectares, number, percent } from '../format.js';
import { asRecord, json, list, num, text } from '../http.js';
import { asKnown } from '../known.js';
import { language, t } from '../texts.js';

/** One value of one indicator; town null for the whole district, share null where there is nothing to divide by. */
export interface IndicatorValue { indicator: string; town: string | null; year: number; share: number | null; part: number; whole: number; unit: string; target: number | null }
interface Meaning { name: string; meaning: string; document: string }
export interface Indicators { values: IndicatorValue[]; meanings: Record<string, Meaning> }

const shown = ['restoration_rate', 'reclamation_rate', 'plan_done_rate'];

/** Restoration and reclamation rates by town, one year at a time; what they mean stands beneath. */
export function makeIndicators(): { element: HTMLElement; load(signal: AbortSignal): Promise<Indicators | null> } {
  const body = h('div');
  const year = h('select', { id: 'indicator-year', 'aria-label': t('indicators.year'), onchange: () => draw() });
  const element = h('section', { class: 'indicators', 'aria-labelledby': 'indicators-title' },
    h('div', { class: 'section-head' }, h('h2', { id: 'indicators-title' }, t('indicators.title')), year), body);
  let all: Indicators = { values: [], meanings: {} };
  return {
    element,
    async load(signal) {
      try {
        all = toIndicators(await json(`/indicators?${new URLSearchParams(asKnown()).toString()}`, signal));
      } catch (error) {
        if (!signal.aborted) fill(body, h('p', { class: 'error', role: 'alert' }, t('error.server', { reason: told(error) })));
        return null;
      }
      const years = [...new Set(all.values.map((v) => v.year))].sort((a, b) => b - a);
      const chosen = year.value;
      fill(year, ...years.map((y) => h('option', { value: y }, String(y))));
      if (years.map(String).includes(chosen)) year.value = chosen;
      draw();
      return all;
    },
  };

  function draw(): void {
    const of = all.values.filter((v) => String(v.year) === year.value);
    const names = shown.filter((i) => of.some((v) => v.indicator === i));
    const towns = [...new Set(of.map((v) => v.town))].sort((a, b) => (a === null ? -1 : b === null ? 1 : a.localeCompare(b, 'zh-Hans-CN')));
    if (names.length === 0) { fill(body, h('p', { class: 'quiet' }, t('indicators.none'))); return; }
    const at = (town: string | null, indicator: string): IndicatorValue | undefined => of.find((v) => v.town === town && v.indicator === indicator);
    fill(body,
      h('table', { class: 'small' },
        h('thead', {}, h('tr', {}, h('th', { scope: 'col' }, t('indicators.town')), ...names.map((i) => h('th', { scope: 'col', title: all.meanings[i]?.meaning ?? '' }, all.meanings[i]?.name ?? i)))),
        h('tbody', {}, ...towns.map((town) => h('tr', { class: town === null ? 'whole' : '' }, h('th', { scope: 'row' }, town ?? t('indicators.district')), ...names.map((i) => cell(at(town, i))))))),
      h('details', {}, h('summary', {}, t('indicators.meaning')),
        h('dl', { class: 'meanings' }, ...names.flatMap((i) => [h('dt', {}, all.meanings[i]?.name ?? i), h('dd', { class: 'quiet' }, all.meanings[i]?.meaning ?? '', h('br'), all.meanings[i]?.document ?? '')]))));
  }

  function cell(v: IndicatorValue | undefined): HTMLElement {
    if (v?.share == null) return h('td', { class: 'missing' }, t('fact.noEvidence'));
    const parts = v.unit === 'm²' ? `${hectares(v.part)} / ${hectares(v.whole)} ha` : `${number(v.part)} / ${number(v.whole)}`;
    return h('td', { class: 'n', title: `${parts}${v.target === null ? '' : ` · ${t('indicators.target', { share: percent(v.target) })}`}` }, percent(v.share, 1), h('span', { class: 'visually-hidden' }, ` ${parts}`));
  }
}

export function toIndicators(answer: unknown): Indicators {
  const d = asRecord(answer);
  const worded = (value: unknown): string => text(asRecord(value)[language()]) ?? '';
  return {
    values: list(d.values).map(asRecord).map((v) => ({
      indicator: text(v.indicator) ?? '', town: text(v.town), year: num(v.year) ?? 0, share: num(v.share), part: num(v.part) ?? 0, whole: num(v.whole) ?? 0, unit: text(v.unit) ?? '', target: num(v.target_share),
    })),
    meanings: Object.fromEntries(list(d.definitions).map(asRecord).map((m) => [text(m.indicator) ?? '', { name: worded(m.name), meaning: worded(m.meaning), document: text(m.document) ?? '' }])),
  };
}
