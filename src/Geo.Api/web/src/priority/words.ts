import { said } from '../remark.js';
import type { Remark } from '../remark.js';
import { language, maybe } from '../texts.js';
import type { Ground } from './api.js';

/** A remark of the ranking: criteria are called by their names of the page's language, classes by their words. */
export function spokenRemark(remark: Remark): string {
  const values = { ...remark.values };
  for (const name of ['criterion', 'criteria']) { const own = remark.values[`${name}_${language()}`]; if (own !== undefined) values[name] = own; }
  const code = remark.values.criterion;
  for (const name of ['from', 'to']) if (typeof values[name] === 'string' && typeof code === 'string') values[name] = classWord(code, values[name]);
  return said({ ...remark, values }, null) ?? remark.english;
}

/** What a class of a criterion is called; the code itself where it has no word. */
export function classWord(criterion: string, code: string): string {
  const column = ({ waste_hazard: 'waste_category', identification: 'identification_state', responsible_party: 'responsible_party', control_grade: 'control_grade' } as Record<string, string>)[criterion];
  return (column === undefined ? null : maybe(`value.${column}.${code}`)) ?? maybe(`value.priority.${code}`) ?? code;
}

export function criterionName(ground: Ground, code: string): string {
  return ground.criteria.find((c) => c.code === code)?.name ?? code;
}
