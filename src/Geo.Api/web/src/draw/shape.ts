import type { LineString, MultiLineString, MultiPolygon, Point, Polygon, Position } from 'geojson';

/** What can be drawn: longitudes and latitudes. Shapes are values: a change makes another. */
export type Shape = Point | LineString | MultiLineString | Polygon | MultiPolygon;
export type Kind = 'polygon' | 'line' | 'point';

/** A corner: where it stands in the coordinates, and what it is. A ring's last position, which is its first, is none. */
export interface Corner { readonly path: readonly number[]; readonly at: Position }

export function kindOf(shape: Shape): Kind {
  return shape.type === 'Point' ? 'point' : shape.type.endsWith('LineString') ? 'line' : 'polygon';
}

/** A geometry as a shape; null for none and for kinds that are not drawn. */
export function shapeOf(geometry: { type: string } | null | undefined): Shape | null {
  const drawn = ['Point', 'LineString', 'MultiLineString', 'Polygon', 'MultiPolygon'];
  return geometry !== null && geometry !== undefined && drawn.includes(geometry.type) ? geometry as Shape : null;
}

/** Parts of a shape: polygons with their holes, or lines of one ring each. */
export function partsOf(shape: Shape): Position[][][] {
  switch (shape.type) {
    case 'Point': return [[[shape.coordinates]]];
    case 'LineString': return [[shape.coordinates]];
    case 'MultiLineString': return shape.coordinates.map((line) => [line]);
    case 'Polygon': return [shape.coordinates];
    case 'MultiPolygon': return shape.coordinates;
  }
}

/** The shape of these parts, of the kind of `like`; null where none is left. */
function made(like: Kind, parts: Position[][][]): Shape | null {
  const [first] = parts;
  const ring = first?.[0];
  if (first === undefined || ring === undefined) return null;
  if (like === 'point') return { type: 'Point', coordinates: ring[0] ?? [] };
  if (like === 'line') return parts.length === 1 ? { type: 'LineString', coordinates: ring } : { type: 'MultiLineString', coordinates: parts.map((p) => p[0] ?? []) };
  return parts.length === 1 ? { type: 'Polygon', coordinates: first } : { type: 'MultiPolygon', coordinates: parts };
}

export function cornersOf(shape: Shape): Corner[] {
  const closed = kindOf(shape) === 'polygon';
  return partsOf(shape).flatMap((part, p) => part.flatMap((ring, r) => (closed ? ring.slice(0, -1) : ring).map((at, c) => ({ path: [p, r, c], at }))));
}

/** With another part beside those that there are; alone where there were none, or others of another kind. */
export function withPart(shape: Shape | null, part: Shape): Shape {
  const kind = kindOf(part);
  return shape === null || kind === 'point' || kindOf(shape) !== kind ? part : made(kind, [...partsOf(shape), ...partsOf(part)]) ?? part;
}

/** With a hole in the part round its first corner; null where no part is round it. */
export function withHole(shape: Shape, hole: Position[]): Shape | null {
  const [first] = hole;
  const into = first === undefined || kindOf(shape) !== 'polygon' ? -1 : partsOf(shape).findIndex(([shell]) => shell !== undefined && isInside(first, shell));
  return into < 0 ? null : made('polygon', partsOf(shape).map((part, p) => (p === into ? [...part, hole] : part)));
}

/** Without a part, or without one of its holes (`ring` from 1); null where nothing is left. */
export function without(shape: Shape, part: number, ring = 0): Shape | null {
  const parts = partsOf(shape);
  return made(kindOf(shape), ring > 0 ? parts.map((rings, p) => (p === part ? rings.filter((_, r) => r !== ring) : rings)) : parts.filter((_, p) => p !== part));
}

export function moved(shape: Shape, path: readonly number[], to: Position): Shape {
  return changed(shape, path, (ring, c) => ring.map((at, i) => (i === c ? to : at))) ?? shape;
}

/** With a corner after another. A point has no more than one. */
export function inserted(shape: Shape, path: readonly number[], at: Position): Shape {
  return kindOf(shape) === 'point' ? shape : changed(shape, path, (ring, c) => [...ring.slice(0, c + 1), at, ...ring.slice(c + 1)]) ?? shape;
}

/** Without a corner; null where its ring or line would have too few. */
export function cornerRemoved(shape: Shape, path: readonly number[]): Shape | null {
  const least = { polygon: 3, line: 2, point: 1 }[kindOf(shape)];
  return changed(shape, path, (ring, c) => (ring.length <= least ? null : ring.filter((_, i) => i !== c)));
}

/** A shape with one ring changed; the ring is given and taken without the repeated last position. */
function changed(shape: Shape, [part, ring, corner = 0]: readonly number[], change: (ring: Position[], corner: number) => Position[] | null): Shape | null {
  const closed = kindOf(shape) === 'polygon';
  const before = partsOf(shape)[part ?? -1]?.[ring ?? -1];
  const after = before === undefined ? null : change(closed ? before.slice(0, -1) : before, corner);
  if (after === null) return null;
  const whole = closed ? [...after, after[0] ?? []] : after;
  return made(kindOf(shape), partsOf(shape).map((rings, p) => (p === part ? rings.map((old, r) => (r === ring ? whole : old)) : rings)));
}

/** By the rule of odd crossings. */
function isInside([x = 0, y = 0]: Position, ring: readonly Position[]): boolean {
  let inside = false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const [xi = 0, yi = 0] = ring[i] ?? [], [xj = 0, yj = 0] = ring[j] ?? [];
    if (yi > y !== yj > y && x < (xj - xi) * (y - yi) / (yj - yi) + xi) inside = !inside;
  }
  return inside;
}
