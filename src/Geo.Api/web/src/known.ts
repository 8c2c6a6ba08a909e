import { minute } from './format.js';
import { onOf } from './route.js';

let known: string | null = null;

/** Whether pages show what was known on an earlier day: a day in China or an instant of UTC, null for now. */
export function knownOn(): string | null { return known; }
export function knowOn(on: string | null): void { known = onOf(on); }

/** The day that pages show, as people read it; empty for now. */
export function knownName(on = known): string {
  return on === null ? '' : on.length === 10 ? on : minute(on);
}

/** The filter that asks a layer as it was known then. Not named `then`: a module that exports such a function can never be awaited. */
export function asKnown(): Record<string, string> {
  return known === null ? {} : { 'known-on': known };
}

/** The last instant of what is known, in milliseconds; null for now. The bureau counts days in China. */
export function knownUntil(on: string | null): number | null {
  if (on === null) return null;
  return on.length === 10 ? Date.parse(`${on}T23:59:59.999+08:00`) : Date.parse(on);
}

/** Today in China, `2026-11-27`. */
export function today(now = Date.now()): string {
  return new Date(now + 8 * 3_600_000).toISOString().slice(0, 10);
}
