import { h, fill } from '../dom.js';
import { percent } from '../format.js';
import { classified, classOf, nameOf, sign } from '../status.js';
import type { StatusClass } from '../status.js';
import { language, maybe, t } from '../texts.js';
import { progressOf, progressOrder } from './progress.js';
import type { IndicatorValue } from './indicators.js';
import type { MineSite } from './sites.js';

/** The last year of the action plan 2023–2025 (data/rules/restoration.json, plan_last_year). */
const planLastYear = 2025;

/** How far the listed sites are: a stacked bar with numbers, what the plan wanted, what is late. */
export function makeProgress(pick: (status: string) => void, pickPlan: (plan: string) => void): { element: HTMLElement; show(sites: readonly MineSite[], chosen: string | null): void; rates(values: readonly IndicatorValue[]): void } {
  const element = h('section', { class: 'mines-progress', 'aria-label': t('mines.progress') });
  const byEnd = h('span');
  return {
    element,
    rates(values) {
      const v = values.find((x) => x.indicator === 'plan_done_rate' && x.town === null && x.year === planLastYear);
      fill(byEnd, ...(v === undefined ? [] : [t('mines.byPlanEnd', { year: planLastYear }), ' ', h('strong', { class: 'n' }, `${v.part} / ${v.whole}`)]));
    },
    show(sites, chosen) {
      const p = progressOf(sites);
      const parts = progressOrder.map((key) => ({ key, n: p.counts[key] ?? 0, class: statusClass(key === 'none' ? null : key) }));
      const share = p.all === 0 ? 0 : p.done / p.all;
      fill(element,
        h('div', { class: 'stack', role: 'img', 'aria-label': t('mines.bar', { done: p.done, all: p.all, parts: parts.filter((x) => x.n > 0).map((x) => `${nameOf(x.class, language())} ${x.n}`).join(', ') }) },
          ...parts.filter((x) => x.n > 0).map((x) => h('i', { style: `flex-grow:${x.n};background:${x.class.colour}`, class: x.key === chosen ? 'chosen' : '' }))),
        h('ul', { class: 'stack-key' }, ...parts.filter((x) => x.key !== 'none' || x.n > 0).map((x) => h('li', {},
          h('button', { type: 'button', class: 'chip', 'aria-pressed': String(x.key === chosen), onclick: () => pick(x.key) }, sign(x.class, 12), ` ${nameOf(x.class, language())} `, h('strong', { class: 'n' }, String(x.n)))))),
        h('p', { class: 'mines-counts' },
          h('span', {}, t('mines.done'), ' ', h('strong', { class: 'n' }, `${p.done} / ${p.all}`), ` (${percent(share)})`),
          byEnd,
          ...([['overdue', p.overdue], ['late', p.late], ['aftercare', p.aftercare]] as const).map(([plan, n]) =>
            h('button', { type: 'button', class: `chip ${plan === 'overdue' && n > 0 ? 'bad' : ''}`, onclick: () => pickPlan(plan) }, `${maybe(`value.plan_state.${plan}`) ?? plan} `, h('strong', { class: 'n' }, String(n))))));
    },
  };
}

/** The class of a mine site's status; "not stated" where it has none. */
export function statusClass(status: string | null): StatusClass {
  const mines = classified['mine-sites'];
  if (!mines) throw new Error('no status colours of mine sites');
  return classOf(mines, status);
}

/** A status by sign and name. */
export function statusSign(status: string | null): HTMLElement {
  const of = statusClass(status);
  return h('span', { class: 'status' }, sign(of, 12), ' ', nameOf(of, language()));
}
