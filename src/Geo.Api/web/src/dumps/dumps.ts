import type { Item, Properties } from '../api.js';
import { num, text } from '../http.js';
import { inOrder, placeIn } from '../lists/order.js';
import type { DumpsView } from './view.js';

/** A dump as the table shows it; null where nothing is known. */
export interface Dump {
  id: string;
  code: string;
  name: string;
  town: string;
  category: string | null;
  /** The grade that holds: a person's, else the register's. */
  grade: string | null;
  proposedGrade: string | null;
  graded: boolean;
  status: string | null;
  areaM2: number | null;
  tonnes: number | null;
  bulk: boolean;
  growth: number | null;
  growthLow: number | null;
  growthHigh: number | null;
  surveys: number;
  sensitive: string | null;
  sensitiveKind: string | null;
  sensitiveM: number | null;
  river: string | null;
  riverM: number | null;
  /** Why it must be sampled, in the reader's language. */
  sampling: string | null;
  item: Item;
}

export function toDump(p: Properties, geometry: Item['geometry'], english: boolean): Dump {
  const code = text(p.code) ?? '';
  return {
    id: code, code, name: text(p.name) ?? code, town: text(p.town) ?? '', category: text(p.waste_category),
    grade: text(p.control_grade), proposedGrade: text(p.proposed_control_grade), graded: text(p.grade_decided_by) !== null, status: text(p.status),
    areaM2: num(p.area_m2) ?? num(p.listed_area_m2), tonnes: num(p.estimated_tonnes), bulk: p.large_bulk === true,
    growth: num(p.growth_m2_per_year), growthLow: num(p.growth_m2_per_year_low), growthHigh: num(p.growth_m2_per_year_high), surveys: num(p.surveys_seen) ?? 0,
    sensitive: text(p.sensitive_name), sensitiveKind: text(p.sensitive_kind), sensitiveM: num(p.sensitive_distance_m), river: text(p.river_reach) ?? text(p.river_name), riverM: num(p.river_distance_m),
    sampling: (english ? text(p.sampling_reason_en) : null) ?? text(p.sampling_reason),
    item: { type: 'Feature', id: code, geometry, properties: p },
  };
}

export function filtered(dumps: readonly Dump[], view: DumpsView): Dump[] {
  const words = view.text.trim().toLowerCase().split(/\s+/).filter((w) => w !== '');
  const is = (wanted: string | null, value: string | null): boolean => wanted === null || wanted === (value ?? 'none');
  return dumps.filter((d) => is(view.town, d.town) && is(view.category, d.category) && is(view.grade, d.grade) && is(view.status, d.status)
    && (view.only === null || (view.only === 'bulk' ? d.bulk : d.sampling !== null))
    && words.every((w) => `${d.code} ${d.name} ${d.town}`.toLowerCase().includes(w)));
}

export const grades = ['I', 'II', 'III'];
export const statuses = ['candidate', 'listed', 'sampling_planned', 'sampled', 'identified', 'remediation_planned', 'funded', 'remediating', 'remediated', 'verified'];

const keys: Record<DumpsView['sort'], (d: Dump) => string | number | null> = {
  code: (d) => d.code, name: (d) => d.name, town: (d) => d.town, category: (d) => d.category, grade: (d) => placeIn(grades, d.grade), status: (d) => placeIn(statuses, d.status),
  area: (d) => d.areaM2, mass: (d) => d.tonnes, growth: (d) => d.growth, sensitive: (d) => d.sensitiveM, river: (d) => d.riverM, sampling: (d) => d.sampling,
};

/** In the wanted order. */
export function ordered(dumps: readonly Dump[], view: DumpsView): Dump[] {
  return inOrder(dumps, keys[view.sort], view.down);
}
