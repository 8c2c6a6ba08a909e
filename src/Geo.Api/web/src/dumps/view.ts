import type { Route } from '../route.js';

/** By what the table of dumps can be ordered: its columns. */
export const columns = ['code', 'name', 'town', 'category', 'grade', 'status', 'area', 'mass', 'growth', 'sensitive', 'river', 'sampling'] as const;
export type Column = typeof columns[number];

/** Filters, order and what is open in the room Dumps; null filters nothing. */
export interface DumpsView {
  text: string;
  town: string | null;
  category: string | null;
  grade: string | null;
  status: string | null;
  /** Only those of 100,000 t or more, to be sampled, or along the river. */
  only: 'bulk' | 'sampling' | null;
  sort: Column;
  down: boolean;
  /** Row that is chosen. */
  selected: string | null;
  /** Code of the dump whose page is open. */
  dump: string | null;
}

export const dumpsStart: DumpsView = { text: '', town: null, category: null, grade: null, status: null, only: null, sort: 'grade', down: false, selected: null, dump: null };

export function viewOf(route: Route): DumpsView {
  const q = route.own;
  const sort = q.sort ?? '';
  const down = sort.startsWith('-');
  const column = columns.find((c) => c === (down ? sort.slice(1) : sort));
  return {
    text: q.q ?? '', town: q.town ?? null, category: q.category ?? null, grade: q.grade ?? null, status: q.status ?? null,
    only: q.only === 'bulk' || q.only === 'sampling' ? q.only : null,
    sort: column ?? dumpsStart.sort, down: column !== undefined && down, selected: q.sel ?? null, dump: q.dump ?? null,
  };
}

/** The room's part of the address; parts at their default are left out. */
export function ownOf(view: DumpsView): Record<string, string> {
  const q: [string, string | null][] = [
    ['dump', view.dump], ['sel', view.dump === null ? view.selected : null],
    ['q', view.text === '' ? null : view.text], ['town', view.town], ['category', view.category], ['grade', view.grade], ['status', view.status], ['only', view.only],
    ['sort', view.sort === dumpsStart.sort && !view.down ? null : `${view.down ? '-' : ''}${view.sort}`],
  ];
  return Object.fromEntries(q.flatMap(([name, value]) => (value === null ? [] : [[name, value]])));
}
