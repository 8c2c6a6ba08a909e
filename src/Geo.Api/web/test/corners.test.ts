import { expect, test } from 'vitest';
import { shapeFrom, textOf, WrongCorners } from '../src/draw/corners.js';
import type { Shape } from '../src/draw/shape.js';

const ring = [[110.1, 40.5], [110.2, 40.5], [110.2, 40.6], [110.1, 40.5]];
const hole = [[110.15, 40.51], [110.16, 40.52], [110.17, 40.51], [110.15, 40.51]];

test('corners are told without the last, which is the first, and come back as they were', () => {
  const shape: Shape = { type: 'MultiPolygon', coordinates: [[ring, hole], [ring]] };
  expect(textOf({ type: 'Polygon', coordinates: [ring] })).toBe('110.1000000, 40.5000000\n110.2000000, 40.5000000\n110.2000000, 40.6000000');
  expect(shapeFrom(textOf(shape), shape)).toEqual(shape);
});

test('a line is moved, added or left out; full-width commas are read', () => {
  const shape: Shape = { type: 'Polygon', coordinates: [ring] };
  expect(shapeFrom('110.1，40.5\n110.2 40.5\n110.25, 40.6\n110.1, 40.7\n\n', shape)).toEqual({ type: 'Polygon', coordinates: [[[110.1, 40.5], [110.2, 40.5], [110.25, 40.6], [110.1, 40.7], [110.1, 40.5]]] });
});

test.each([
  ['110.1, 40.5\nabc\n110.2, 40.6', 2],
  ['110.1, 40.5\n110.2, 95\n110.2, 40.6', 2],
  ['110.1, 40.5\n110.2, 40.5, 3\n110.2, 40.6', 2],
  ['110.1, 40.5\n110.2, 40.5\n\n', 2],
  ['', null],
  ['110.1, 40.5\n110.2, 40.5\n110.2, 40.6\n\n110.1, 40.5\n110.2, 40.5\n110.2, 40.6', null],
])('%j is refused by its line', (text, line) => {
  const wrong = (): WrongCorners | null => { try { shapeFrom(text, { type: 'Polygon', coordinates: [ring] }); return null; } catch (e) { return e as WrongCorners; } };
  expect(wrong()).toBeInstanceOf(WrongCorners);
  expect(wrong()?.line).toBe(line);
});

test('lines and points have corners too, and a first drawing may be typed', () => {
  const river: Shape = { type: 'MultiLineString', coordinates: [[[110.1, 40.5], [110.2, 40.5]], [[110.3, 40.5], [110.4, 40.5], [110.5, 40.6]]] };
  expect(shapeFrom(textOf(river), river)).toEqual(river);
  expect(shapeFrom('110.1, 40.5\n110.2, 40.5', null, 'line')).toEqual({ type: 'LineString', coordinates: [[110.1, 40.5], [110.2, 40.5]] });
  expect(shapeFrom('110.1, 40.5', null, 'point')).toEqual({ type: 'Point', coordinates: [110.1, 40.5] });
  expect(() => shapeFrom('110.1, 40.5\n110.2, 40.5', null, 'point')).toThrow(WrongCorners);
  expect(() => shapeFrom('110.1, 40.5', null, 'line')).toThrow('line 1');
});

test('degrees, minutes and seconds are read as the search box reads them', () => {
  expect(textOf(shapeFrom('40\u00b034\'48"N 110\u00b01\'12"E', null, 'point'))).toBe('110.0200000, 40.5800000');
});
