import { expect, test } from 'vitest';
import type { Toe } from '../src/dumps/volumeApi.js';
import { textOf, toeFrom, WrongPoints } from '../src/dumps/toePoints.js';

const ring = [[110.1, 40.5], [110.2, 40.5], [110.2, 40.6], [110.1, 40.5]];
const hole = [[110.15, 40.51], [110.16, 40.52], [110.17, 40.51], [110.15, 40.51]];

test('corners are told without the last, which is the first, and come back as they were', () => {
  const toe: Toe = { type: 'MultiPolygon', coordinates: [[ring, hole], [ring]] };
  expect(textOf({ type: 'Polygon', coordinates: [ring] })).toBe('110.1000000, 40.5000000\n110.2000000, 40.5000000\n110.2000000, 40.6000000');
  expect(toeFrom(textOf(toe), toe)).toEqual(toe);
});

test('a line is moved, added or left out; full-width commas are read', () => {
  const toe: Toe = { type: 'Polygon', coordinates: [ring] };
  expect(toeFrom('110.1，40.5\n110.2 40.5\n110.25, 40.6\n110.1, 40.7\n\n', toe)).toEqual({ type: 'Polygon', coordinates: [[[110.1, 40.5], [110.2, 40.5], [110.25, 40.6], [110.1, 40.7], [110.1, 40.5]]] });
});

test.each([
  ['110.1, 40.5\nabc\n110.2, 40.6', 2],
  ['110.1, 40.5\n110.2, 95\n110.2, 40.6', 2],
  ['110.1, 40.5\n110.2, 40.5, 3\n110.2, 40.6', 2],
  ['110.1, 40.5\n110.2, 40.5\n\n', 2],
  ['', null],
  ['110.1, 40.5\n110.2, 40.5\n110.2, 40.6\n\n110.1, 40.5\n110.2, 40.5\n110.2, 40.6', null],
])('%j is refused by its line', (text, line) => {
  const wrong = (): WrongPoints | null => { try { toeFrom(text, { type: 'Polygon', coordinates: [ring] }); return null; } catch (e) { return e as WrongPoints; } };
  expect(wrong()).toBeInstanceOf(WrongPoints);
  expect(wrong()?.line).toBe(line);
});
