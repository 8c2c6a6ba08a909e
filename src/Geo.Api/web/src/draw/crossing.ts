import type { Position } from 'geojson';
import { kindOf, partsOf } from './shape.js';
import type { Shape } from './shape.js';

interface Edge { a: Position; b: Position; left: number; right: number }

/** Where edges of a polygon cross each other; null where none do. Edges that only touch do not cross. */
export function crossingOf(shape: Shape): Position | null {
  if (kindOf(shape) !== 'polygon') return null;
  const edges = partsOf(shape).flat().flatMap((ring) => ring.slice(1).map((b, i): Edge => {
    const a = ring[i] ?? b;
    return { a, b, left: Math.min(a[0] ?? 0, b[0] ?? 0), right: Math.max(a[0] ?? 0, b[0] ?? 0) };
  })).sort((one, other) => one.left - other.left);
  for (const [i, one] of edges.entries()) {
    for (let j = i + 1; j < edges.length; j++) {
      const other = edges[j];
      if (other === undefined || other.left > one.right) break; // none further on reaches back to it
      const at = meeting(one, other);
      if (at !== null) return at;
    }
  }
  return null;
}

function meeting(one: Edge, other: Edge): Position | null {
  const [c, d] = [side(one, other.a), side(one, other.b)];
  if (c * d >= 0 || side(other, one.a) * side(other, one.b) >= 0) return null;
  const [x0 = 0, y0 = 0] = other.a, [x1 = 0, y1 = 0] = other.b;
  const part = c / (c - d);
  return [x0 + (x1 - x0) * part, y0 + (y1 - y0) * part];
}

/** Positive where a position lies left of an edge, negative right of it. */
function side({ a: [ax = 0, ay = 0], b: [bx = 0, by = 0] }: Edge, [x = 0, y = 0]: Position): number {
  return (bx - ax) * (y - ay) - (by - ay) * (x - ax);
}
