import type { App } from '../app.js';
import { knownOn } from '../known.js';
import type { Kind } from './shape.js';

export interface Register { readonly id: string; readonly kinds: readonly Kind[]; /** A row must bring its code. */ readonly code: boolean; readonly town: boolean }

/** The registers that people draw in, and the kinds of outline that each takes (data/registers.json). */
export const registers: readonly Register[] = [
  { id: 'mine-sites', kinds: ['polygon', 'point'], code: true, town: true },
  { id: 'dumps', kinds: ['polygon', 'point'], code: true, town: true },
  { id: 'sensitive-areas', kinds: ['polygon', 'line', 'point'], code: false, town: true },
  { id: 'key-control-areas', kinds: ['polygon'], code: false, town: false },
  { id: 'towns', kinds: ['polygon'], code: false, town: false },
  { id: 'rivers', kinds: ['line', 'polygon'], code: false, town: false },
];

export function registerOf(layer: string): Register | null {
  return registers.find((r) => r.id === layer) ?? null;
}

/** Whether the person at the page may change outlines; the past cannot be. */
export function mayEdit(app: App): boolean { return knownOn() === null && app.session.rights.includes('edit_registers'); }
/** Whether they may draw areas of interest. */
export function mayDrawAreas(app: App): boolean { return knownOn() === null && app.session.rights.includes('run'); }
