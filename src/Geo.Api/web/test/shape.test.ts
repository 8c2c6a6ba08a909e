import { expect, test } from 'vitest';
import type { MultiPolygon, Polygon, Position } from 'geojson';
import { crossingOf } from '../src/draw/crossing.js';
import { cornerRemoved, cornersOf, inserted, kindOf, moved, shapeOf, without, withHole, withPart } from '../src/draw/shape.js';
import type { Shape } from '../src/draw/shape.js';
import { areaOf, lengthOf } from '../src/area.js';

const ring = (x: number, y: number, side: number): Position[] => [[x, y], [x + side, y], [x + side, y + side], [x, y + side], [x, y]];
const square = (x: number, y: number, side: number): Polygon => ({ type: 'Polygon', coordinates: [ring(x, y, side)] });
const line: Shape = { type: 'LineString', coordinates: [[110, 40], [110, 40.1], [110.1, 40.1]] };

test('a ring is closed however its corners are changed', () => {
  const start = square(110, 40, 1);
  expect(cornersOf(start).map((c) => c.path)).toEqual([[0, 0, 0], [0, 0, 1], [0, 0, 2], [0, 0, 3]]);
  expect(moved(start, [0, 0, 0], [109, 39])).toEqual({ type: 'Polygon', coordinates: [[[109, 39], [111, 40], [111, 41], [110, 41], [109, 39]]] });
  expect(inserted(start, [0, 0, 3], [109, 40.5])).toEqual({ type: 'Polygon', coordinates: [[[110, 40], [111, 40], [111, 41], [110, 41], [109, 40.5], [110, 40]]] });
  const triangle = cornerRemoved(start, [0, 0, 0]);
  expect(triangle).toEqual({ type: 'Polygon', coordinates: [[[111, 40], [111, 41], [110, 41], [111, 40]]] });
  expect(triangle && cornerRemoved(triangle, [0, 0, 0])).toBeNull();
  expect(start).toEqual(square(110, 40, 1)); // shapes are values
});

test('lines and points keep what makes them', () => {
  expect(cornerRemoved(line, [0, 0, 1])).toEqual({ type: 'LineString', coordinates: [[110, 40], [110.1, 40.1]] });
  expect(cornerRemoved({ type: 'LineString', coordinates: [[110, 40], [110, 41]] }, [0, 0, 0])).toBeNull();
  const point: Shape = { type: 'Point', coordinates: [110, 40] };
  expect(moved(point, [0, 0, 0], [111, 41])).toEqual({ type: 'Point', coordinates: [111, 41] });
  expect([cornerRemoved(point, [0, 0, 0]), inserted(point, [0, 0, 0], [1, 1])]).toEqual([null, point]);
});

test('parts and holes come and go', () => {
  const two = withPart(square(110, 40, 1), square(115, 40, 1)) as MultiPolygon;
  expect(two.type).toBe('MultiPolygon');
  const holed = withHole(two, ring(115.4, 40.4, 0.2)) as MultiPolygon;
  expect(holed.coordinates.map((part) => part.length)).toEqual([1, 2]);
  expect(withHole(two, ring(112, 40.4, 0.2))).toBeNull();
  expect(without(holed, 1, 1)).toEqual(two);
  expect(without(holed, 1)).toEqual(square(110, 40, 1));
  expect(without(square(110, 40, 1), 0)).toBeNull();
  expect(withPart(null, line)).toBe(line);
  expect(withPart(square(110, 40, 1), line)).toBe(line); // another kind stands alone
  expect(kindOf(withPart(line, line))).toBe('line');
});

test('an outline that crosses itself is found where it does', () => {
  // Both diagonals of the unit square meet in its middle.
  expect(crossingOf({ type: 'Polygon', coordinates: [[[110, 40], [111, 41], [111, 40], [110, 41], [110, 40]]] })).toEqual([110.5, 40.5]);
  expect(crossingOf(square(110, 40, 1))).toBeNull();
  expect(crossingOf({ type: 'MultiPolygon', coordinates: [[ring(110, 40, 1)], [ring(111, 40, 1)]] })).toBeNull(); // side by side
  expect(crossingOf({ type: 'MultiPolygon', coordinates: [[ring(110, 40, 1)], [ring(110.5, 40.5, 1)]] })).not.toBeNull(); // over each other
  expect(crossingOf(line)).toBeNull();
});

test('lengths are those of the ellipsoid', () => {
  // The integral of M over 0.1 degrees from 40 N on CGCS2000, by the midpoint rule with 100,000 steps in Python: VersionTests has the same.
  expect(lengthOf({ type: 'LineString', coordinates: [[110, 40], [110, 40.1]] })).toBeCloseTo(11_103.559, 1);
  // N cos(40.1) times 0.1 degrees in radians, by Python: 6378137 / sqrt(1 - e2 sin2) * cos.
  expect(lengthOf({ type: 'MultiLineString', coordinates: [[[110, 40.1], [110.1, 40.1]], [[110, 40], [110, 40.1]]] }) - 11_103.559).toBeCloseTo(8526.916, 1);
  expect(areaOf(square(110, 40.5, 0.01))).toBeCloseTo(941_228.252, 2);
});

test('other kinds of geometry are not drawn', () => {
  expect([shapeOf(null), shapeOf({ type: 'GeometryCollection' }), shapeOf(line)]).toEqual([null, null, line]);
});
