import type { Item } from '../api.js';
import { num, text } from '../http.js';
import { inOrder, placeIn } from '../lists/order.js';
import type { MinesView } from './view.js';

/** A listed mine site as the table shows it; null where nothing is known. */
export interface MineSite {
  id: string;
  code: string;
  name: string;
  town: string;
  plannedYear: number | null;
  status: string | null;
  proposed: string | null;
  /** pass, fail, insufficient_evidence; null where it was never tested. */
  test: string | null;
  ratio: number | null;
  ratioLow: number | null;
  ratioHigh: number | null;
  /** What the test lacks, in the reader's language. */
  testMissing: string | null;
  cover: number | null;
  coverError: number | null;
  plan: string | null;
  monthsLate: number | null;
  seen: string | null;
  /** satellite, drone, ground. */
  missing: string[];
  alerts: string[];
  areaM2: number | null;
  item: Item;
}

export function toSite(item: Item, english: boolean): MineSite {
  const p = item.properties;
  const code = text(p.code) ?? String(item.id ?? '');
  return {
    id: String(item.id ?? code), code, name: (english ? text(p.name_en) : null) ?? text(p.name) ?? code, town: text(p.town) ?? '',
    plannedYear: num(p.planned_year), status: text(p.status), proposed: text(p.proposed_status),
    test: text(p.test_answer), ratio: num(p.test_ratio), ratioLow: num(p.test_ratio_low), ratioHigh: num(p.test_ratio_high),
    testMissing: (english ? text(p.test_missing_en) : null) ?? text(p.test_missing),
    cover: num(p.vegetation_cover_share), coverError: num(p.vegetation_cover_uncertainty), plan: text(p.plan_state), monthsLate: num(p.months_late),
    seen: text(p.last_observed_at), missing: Array.isArray(p.evidence_missing) ? p.evidence_missing.map(String) : [], alerts: [],
    areaM2: num(p.listed_area_m2) ?? num(p.area_m2), item,
  };
}

/** Whether a person has to look: the satellites propose another status than the one that holds. */
export function differs(site: MineSite): boolean {
  return site.proposed !== null && site.proposed !== site.status && !(site.status === 'accepted' && site.proposed === 'restored');
}

export function filtered(sites: readonly MineSite[], view: MinesView): MineSite[] {
  const words = view.text.trim().toLowerCase().split(/\s+/).filter((w) => w !== '');
  const is = (wanted: string | null, value: string | null): boolean => wanted === null || wanted === (value ?? 'none');
  return sites.filter((s) => is(view.town, s.town) && is(view.status, s.status) && is(view.plan, s.plan) && is(view.test, s.test)
    && words.every((w) => `${s.code} ${s.name} ${s.town}`.toLowerCase().includes(w)));
}

const statuses = ['not_started', 'in_progress', 'vegetating', 'restored', 'accepted', 'relapsed'];
const answers = ['fail', 'insufficient_evidence', 'pass'];
const keys: Record<MinesView['sort'], (s: MineSite) => string | number | null> = {
  code: (s) => s.code, name: (s) => s.name, town: (s) => s.town, planned: (s) => s.plannedYear, cover: (s) => s.cover, late: (s) => s.monthsLate,
  seen: (s) => s.seen, missing: (s) => s.missing.length, alerts: (s) => s.alerts.length,
  status: (s) => placeIn(statuses, s.status), proposed: (s) => (differs(s) ? placeIn(statuses, s.proposed) : null),
  // By answer, then by ratio: ratios stay far below ten.
  test: (s) => { const at = placeIn(answers, s.test); return at === null ? null : at * 10 + Math.min(9, s.ratio ?? 0); },
};

/** In the wanted order. */
export function ordered(sites: readonly MineSite[], view: MinesView): MineSite[] {
  return inOrder(sites, keys[view.sort], view.down);
}
