import type { Board, Case } from './api.js';

/** What the address says of the board. */
export interface View { state: string; unit: string; town: string; due: string; mine: boolean; text: string; group: 'due' | 'state' | 'unit' | 'town' }

export function viewOf(own: Readonly<Record<string, string>>): View {
  return {
    state: own.state ?? 'open', unit: own.unit ?? '', town: own.town ?? '', due: own.due ?? '', mine: own.mine === 'yes', text: own.text ?? '',
    group: own.group === 'unit' || own.group === 'town' || own.group === 'state' ? own.group : 'due',
  };
}

/** The names of the address for a view; what is at its default is left out. */
export function ownOf(view: View): Record<string, string> {
  const said: Record<string, string> = {};
  if (view.state !== 'open') said.state = view.state;
  for (const name of ['unit', 'town', 'due', 'text'] as const) if (view[name] !== '') said[name] = view[name];
  if (view.mine) said.mine = 'yes';
  if (view.group !== 'due') said.group = view.group;
  return said;
}

/** The cases of a view, in the server's order: those due first at the top. */
export function picked(board: Board, view: View, month: string): Case[] {
  const words = view.text.trim().toLowerCase();
  return board.cases.filter((c) =>
    (view.state === 'all' || (view.state === 'open' ? c.state !== 'closed' : c.state === view.state))
    && (view.unit === '' || c.unit === view.unit || (c.cooperating_units.includes(view.unit) && view.mine))
    && (view.town === '' || c.town === view.town)
    && (!view.mine || isMine(board, c))
    && (view.due === '' || (view.due === 'overdue' ? c.overdue : view.due === 'soon' ? !c.overdue && c.days_left !== null && c.days_left <= board.due_soon_days : c.closed_at !== null && chinaMonth(c.closed_at) === month))
    && (words === '' || `${c.id} ${c.town ?? ''} ${c.note ?? ''}`.toLowerCase().includes(words)));
}

/** One's own: in charge or cooperating, or in one's own town. */
export function isMine(board: Board, c: Case): boolean {
  return board.mine.units.includes(c.unit) || c.cooperating_units.some((u) => board.mine.units.includes(u)) || (board.mine.town !== null && c.town === board.mine.town);
}

export function chinaMonth(instant: string): string { return new Date(Date.parse(instant) + 8 * 3_600_000).toISOString().slice(0, 7); }
