import type { MineSite } from './sites.js';

/** In the order of the bar: what is done first. */
export const progressOrder = ['accepted', 'restored', 'vegetating', 'in_progress', 'not_started', 'relapsed', 'none'] as const;

export interface Progress {
  all: number;
  /** Sites of each status; `none` where the register names none. */
  counts: Record<string, number>;
  /** Restored or accepted. */
  done: number;
  /** Of these, done before the plan's last year was over. */
  doneInPlan: number;
  /** Neither done, and their year and the plan are over. */
  overdue: number;
  /** Not done and their year is over while the plan runs. */
  late: number;
  /** Done, and watched after the plan. */
  aftercare: number;
}

/** The last year of the action plan 2023–2025 (data/rules/restoration.json, plan_last_year). */
export const planLastYear = 2025;

export function progressOf(sites: readonly MineSite[]): Progress {
  const counts: Record<string, number> = {};
  for (const s of sites) counts[s.status ?? 'none'] = (counts[s.status ?? 'none'] ?? 0) + 1;
  const done = sites.filter(isDone);
  const of = (plan: string): number => sites.filter((s) => s.plan === plan).length;
  return {
    all: sites.length, counts, done: done.length, doneInPlan: done.filter(inPlan).length,
    overdue: of('overdue'), late: of('late'), aftercare: of('aftercare'),
  };
}

export function isDone(site: MineSite): boolean {
  return site.status === 'restored' || site.status === 'accepted';
}

/** Months late are counted from the end of the site's own year; so many may still lie in the plan. */
function inPlan(site: MineSite): boolean {
  return site.monthsLate !== null && site.monthsLate <= 12 * Math.max(0, planLastYear - (site.plannedYear ?? planLastYear));
}
