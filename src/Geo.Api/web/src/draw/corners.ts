import type { Position } from 'geojson';
import { parsePlace } from '../coordinates.js';
import { kindOf, partsOf } from './shape.js';
import type { Kind, Shape } from './shape.js';

const decimals = 7;
const least: Record<Kind, number> = { polygon: 3, line: 2, point: 1 };

/** A shape's corners as text: longitude and latitude a line, an empty line between rings and between lines. */
export function textOf(shape: Shape): string {
  const closed = kindOf(shape) === 'polygon';
  return partsOf(shape).flat().map((ring) => (closed ? ring.slice(0, -1) : ring).map(([lon = 0, lat = 0]) => `${lon.toFixed(decimals)}, ${lat.toFixed(decimals)}`).join('\n')).join('\n\n');
}

/** What is wrong with a text of corners: a line of it (from 1), or the number of rings. */
export class WrongCorners extends Error {
  constructor(readonly line: number | null) { super(line === null ? 'another number of rings' : `line ${line}`); }
}

/** The shape that a text of corners says; its kind, parts and holes are those of `like`, one ring of `kind` where there is none.
 * @throws WrongCorners Where a line is no place, a ring or line has too few corners, or rings were added or left out. */
export function shapeFrom(text: string, like: Shape | null, kind: Kind = 'polygon'): Shape {
  const of = like === null ? kind : kindOf(like);
  const rings: Position[][] = [];
  let ring: Position[] | null = null;
  const lines = text.split(/\r?\n/);
  for (const [at, line] of lines.entries()) {
    if (line.trim() === '') { ring = ended(ring, of, at); continue; }
    if (ring === null) rings.push(ring = []);
    ring.push(placeOf(line.trim(), at));
  }
  ended(ring, of, lines.length);
  const [first] = rings;
  if (first === undefined || rings.length !== (like === null ? 1 : partsOf(like).flat().length) || (of === 'point' && first.length !== 1)) throw new WrongCorners(null);
  let next = 0;
  switch (like?.type) {
    case 'MultiPolygon': return { type: 'MultiPolygon', coordinates: like.coordinates.map((part) => part.map(() => rings[next++] ?? [])) };
    case 'MultiLineString': return { type: 'MultiLineString', coordinates: rings };
    default: return of === 'polygon' ? { type: 'Polygon', coordinates: rings } : of === 'line' ? { type: 'LineString', coordinates: first } : { type: 'Point', coordinates: first[0] ?? [] };
  }
}

/** Two plain numbers are longitude and latitude; degrees, minutes and seconds are read as the search box reads them. */
function placeOf(line: string, at: number): Position {
  const [lon, lat, more] = line.split(/[,\uff0c\s]+/).map(Number);
  if (lon !== undefined && lat !== undefined && more === undefined && Math.abs(lon) <= 180 && Math.abs(lat) <= 90) return [lon, lat];
  const place = /^[-+\d.,\s]*$/.test(line) ? null : parsePlace(line);
  if (place === null) throw new WrongCorners(at + 1);
  return [place.lon, place.lat];
}

function ended(ring: Position[] | null, kind: Kind, line: number): null {
  if (ring === null) return null;
  const [first] = ring;
  if (ring.length < least[kind] || first === undefined) throw new WrongCorners(line);
  if (kind === 'polygon') ring.push([...first]);
  return null;
}
