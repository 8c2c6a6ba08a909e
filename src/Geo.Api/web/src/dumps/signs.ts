import { h } from '../dom.js';
import { number } from '../format.js';
import { classified, classOf, nameOf, sign } from '../status.js';
import { language, maybe, t } from '../texts.js';

/** A grade by its heap with as many bars, and its name. */
export function gradeSign(grade: string | null): HTMLElement {
  const dumps = classified.dumps;
  if (!dumps) throw new Error('no colours of dumps');
  const of = classOf(dumps, grade);
  return h('span', { class: 'status' }, sign(of, 13), ' ', nameOf(of, language()));
}

export function categoryName(category: string | null): string {
  return category === null ? t('fact.notStated') : maybe(`dumps.category.${category}`) ?? category;
}

export function statusName(status: string | null): string {
  return status === null ? t('fact.notStated') : maybe(`dumps.status.${status}`) ?? status;
}

export function statusTag(status: string | null): HTMLElement {
  return h('span', { class: `dump-status ${status ?? 'none'}` }, statusName(status));
}

/** Metres as people say them. */
export function metres(value: number): string {
  return value < 1000 ? `${number(value)} m` : `${number(value / 1000, value < 10_000 ? 2 : 1)} km`;
}

/** A growth a year with its interval. */
export function growthText(perYear: number, low: number | null, high: number | null): string {
  const one = (v: number): string => (v > 0 ? '+' : '') + number(v);
  return low === null || high === null ? one(perYear) : `${one(perYear)} (${one(low)} – ${one(high)})`;
}
