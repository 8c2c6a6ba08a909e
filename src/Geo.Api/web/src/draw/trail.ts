/** A value that is changed step by step: each step can be taken back and done again. */
export interface Trail<T> {
  readonly now: () => T;
  /** A step; what was taken back before it is forgotten. A value that is the present one is no step. */
  readonly put: (next: T) => void;
  readonly undo: () => boolean;
  readonly redo: () => boolean;
  readonly canUndo: () => boolean;
  readonly canRedo: () => boolean;
  /** True where the value is another than the one kept last. */
  readonly changed: () => boolean;
  /** The present value is kept: saved, or what the server has. */
  readonly kept: () => void;
}

export function makeTrail<T>(first: T): Trail<T> {
  let now = first, held = first;
  let before: T[] = [], after: T[] = [];
  return {
    now: () => now,
    put(next) {
      if (next === now) return;
      before.push(now);
      now = next;
      after = [];
    },
    undo() {
      if (before.length === 0) return false;
      after.push(now);
      now = before[before.length - 1] as T;
      before = before.slice(0, -1);
      return true;
    },
    redo() {
      if (after.length === 0) return false;
      before.push(now);
      now = after[after.length - 1] as T;
      after = after.slice(0, -1);
      return true;
    },
    canUndo: () => before.length > 0,
    canRedo: () => after.length > 0,
    changed: () => now !== held,
    kept() { held = now; },
  };
}
