import type { Position } from 'geojson';
import type { Toe } from './volumeApi.js';

const decimals = 7;

/** A toe line's corners as text: longitude and latitude a line, an empty line between rings. */
export function textOf(toe: Toe): string {
  return ringsOf(toe).map((ring) => ring.slice(0, -1).map(([lon = 0, lat = 0]) => `${lon.toFixed(decimals)}, ${lat.toFixed(decimals)}`).join('\n')).join('\n\n');
}

/** What is wrong with a text of corners: a line of it (from 1), or the number of rings. */
export class WrongPoints extends Error {
  constructor(readonly line: number | null) { super(line === null ? 'another number of rings' : `line ${line}`); }
}

/** The toe line that a text of corners says; holes and parts stay those of `like`.
 * @throws WrongPoints Where a line is no place, a ring has fewer than three corners, or rings were added or left out. */
export function toeFrom(text: string, like: Toe | null): Toe {
  const rings: Position[][] = [];
  let ring: Position[] | null = null;
  const lines = text.split(/\r?\n/);
  for (const [at, line] of lines.entries()) {
    if (line.trim() === '') { ring = closed(ring, at); continue; }
    const [lon, lat, more] = line.trim().split(/[,，\s]+/).map(Number);
    if (lon === undefined || lat === undefined || more !== undefined || !(Math.abs(lon) <= 180) || !(Math.abs(lat) <= 90)) throw new WrongPoints(at + 1);
    if (ring === null) rings.push(ring = []);
    ring.push([lon, lat]);
  }
  closed(ring, lines.length);
  const before = like === null ? 1 : ringsOf(like).length;
  if (rings.length !== before || rings.length === 0) throw new WrongPoints(null);
  if (like?.type !== 'MultiPolygon') return { type: 'Polygon', coordinates: rings };
  let next = 0;
  return { type: 'MultiPolygon', coordinates: like.coordinates.map((part) => part.map(() => rings[next++] ?? [])) };
}

function closed(ring: Position[] | null, line: number): null {
  if (ring === null) return null;
  const [first] = ring;
  if (ring.length < 3 || first === undefined) throw new WrongPoints(line);
  ring.push([...first]);
  return null;
}

function ringsOf(toe: Toe): Position[][] {
  return toe.type === 'Polygon' ? toe.coordinates : toe.coordinates.flat();
}
