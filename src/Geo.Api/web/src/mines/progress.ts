import type { MineSite } from './sites.js';

/** In the order of the bar: what is done first. */
export const progressOrder = ['accepted', 'restored', 'vegetating', 'in_progress', 'not_started', 'relapsed', 'none'] as const;

export interface Progress {
  all: number;
  /** Sites of each status; `none` where the register names none. */
  counts: Record<string, number>;
  /** Restored or accepted. */
  done: number;
  /** Neither done, and their year and the plan are over. */
  overdue: number;
  /** Not done and their year is over while the plan runs. */
  late: number;
  /** Done, and watched after the plan. */
  aftercare: number;
}

export function progressOf(sites: readonly MineSite[]): Progress {
  const counts: Record<string, number> = {};
  for (const s of sites) counts[s.status ?? 'none'] = (counts[s.status ?? 'none'] ?? 0) + 1;
  const of = (plan: string): number => sites.filter((s) => s.plan === plan).length;
  return {
    all: sites.length, counts, done: sites.filter(isDone).length,
    overdue: of('overdue'), late: of('late'), aftercare: of('aftercare'),
  };
}

export function isDone(site: MineSite): boolean {
  return site.status === 'restored' || site.status === 'accepted';
}
