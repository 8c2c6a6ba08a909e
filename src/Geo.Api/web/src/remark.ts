import { className } from './classes.js';
import { number, percent } from './format.js';
import { maybe, t } from './texts.js';
import type { Key } from './texts.js';

/** What the server tells a person: the page makes its own sentence of code and values. */
export interface Remark { code: string; values: Record<string, string | number>; english: string }

/** A remark in the reader's language. In English where it has no text here, as one of a newer server, or where an old answer has the sentence only. */
export function said(remark: Remark | null | undefined, english: string | null | undefined): string | null {
  if (!remark) return english ?? null;
  const key = `remark.${remark.code}`;
  return maybe(key) === null ? remark.english : t(key as Key, Object.fromEntries(Object.entries(remark.values).map(([name, value]) => [name, worded(name, value)])));
}

export function isRemark(value: unknown): value is Remark {
  return typeof value === 'object' && value !== null && 'code' in value && 'values' in value && 'english' in value;
}

/** By its name: shares as per cent, F1 with two decimals, classes and scores by what they are called. */
function worded(name: string, value: string | number): string {
  if (typeof value === 'string') return name === 'class' ? className(value) : maybe(`value.remark.${value}`) ?? value;
  return name.endsWith('share') ? percent(value, 1) : number(value, name.endsWith('_f1') ? 2 : 0);
}
