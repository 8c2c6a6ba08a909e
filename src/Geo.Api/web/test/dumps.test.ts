import { expect, it } from 'vitest';
import { filtered, ordered, toDump } from '../src/dumps/dumps.js';
import { dumpsStart, ownOf, viewOf } from '../src/dumps/view.js';
import { parseRoute } from '../src/route.js';

const rows = [
  toDump({ code: 'D10', control_grade: 'II', estimated_tonnes: 200_000, large_bulk: true, town: 'A' }, null, false),
  toDump({ code: 'D2', control_grade: 'I', sampling_reason: 'x', town: 'B' }, null, false),
  toDump({ code: 'D3', control_grade: 'II', estimated_tonnes: 500, town: 'A' }, null, false),
  toDump({ code: 'D4', town: 'B' }, null, false),
];

it('orders by grade, the gravest first, what has none last, equals by their codes', () =>
  expect(ordered(rows, dumpsStart).map((d) => d.code)).toEqual(['D2', 'D3', 'D10', 'D4']));
it('keeps what has no mass last in either order', () => {
  expect(ordered(rows, { ...dumpsStart, sort: 'mass' }).map((d) => d.code)).toEqual(['D3', 'D10', 'D2', 'D4']);
  expect(ordered(rows, { ...dumpsStart, sort: 'mass', down: true }).map((d) => d.code)).toEqual(['D10', 'D3', 'D2', 'D4']);
});
it('filters by town, grade, weight and sampling', () => {
  const codes = (view: Partial<typeof dumpsStart>): string[] => filtered(rows, { ...dumpsStart, ...view }).map((d) => d.code);
  expect(codes({ town: 'A' })).toEqual(['D10', 'D3']);
  expect(codes({ grade: 'none' })).toEqual(['D4']);
  expect(codes({ only: 'bulk' })).toEqual(['D10']);
  expect(codes({ only: 'sampling' })).toEqual(['D2']);
  expect(codes({ text: 'd3' })).toEqual(['D3']);
});
it('keeps its view in the address and reads it again', () => {
  const view = { ...dumpsStart, grade: 'I', only: 'bulk' as const, sort: 'mass' as const, down: true, selected: 'D2' };
  const query = new URLSearchParams(ownOf(view)).toString();
  expect(viewOf(parseRoute('/map/dumps', query))).toEqual(view);
  expect(ownOf(dumpsStart)).toEqual({});
  expect(viewOf(parseRoute('/map/dumps', 'sort=nonsense&only=all'))).toEqual(dumpsStart);
});
