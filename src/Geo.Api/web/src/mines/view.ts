/** By what the table of mine sites can be ordered: its columns. */
export const columns = ['code', 'name', 'town', 'planned', 'status', 'proposed', 'test', 'cover', 'late', 'seen', 'missing', 'alerts'] as const;
export type Column = typeof columns[number];

/** Filters and order of the room Mines; null filters nothing. */
export interface MinesView {
  text: string;
  town: string | null;
  status: string | null;
  /** State against the plan. */
  plan: string | null;
  /** Answer of the restoration test. */
  test: string | null;
  sort: Column;
  down: boolean;
}

export const minesStart: MinesView = { text: '', town: null, status: null, plan: null, test: null, sort: 'code', down: false };

export function parseMines(q: URLSearchParams): MinesView {
  const sort = q.get('sort') ?? '';
  const down = sort.startsWith('-');
  const column = columns.find((c) => c === (down ? sort.slice(1) : sort));
  const said = (name: string): string | null => { const v = q.get(name); return v === '' ? null : v; };
  return {
    text: q.get('q') ?? '', town: said('town'), status: said('status'), plan: said('plan'), test: said('test'),
    sort: column ?? minesStart.sort, down: column !== undefined && down,
  };
}

/** The query of a view; parts at their default are left out. */
export function formatMines(view: MinesView): [string, string][] {
  const q: [string, string | null][] = [
    ['q', view.text === '' ? null : view.text], ['town', view.town], ['status', view.status], ['plan', view.plan], ['test', view.test],
    ['sort', view.sort === minesStart.sort && !view.down ? null : `${view.down ? '-' : ''}${view.sort}`],
  ];
  return q.flatMap(([name, value]): [string, string][] => (value === null ? [] : [[name, value]]));
}
