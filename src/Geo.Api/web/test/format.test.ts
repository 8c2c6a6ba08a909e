import { expect, it } from 'vitest';
import { day, duration, hectares, minute, mu, number, percent } from '../src/format.js';

it('groups thousands', () => {
  expect(number(1234567)).toBe('1,234,567');
  expect(number(-1234.5, 1)).toBe('−1,234.5');
  expect(number(-0.2)).toBe('0');
});
it('gives hectares and mu of square metres', () => {
  expect(hectares(12_345)).toBe('1.23');
  expect(mu(12_345)).toBe('18.5'); // 1.2345 ha × 15
  expect(hectares(4_540_000_00)).toBe('45,400');
});
it('gives shares as per cent', () => expect(percent(0.3149)).toBe('31 %'));
it('dates in China', () => {
  expect(day('2025-07-13T18:00:00Z')).toBe('2025-07-14');
  expect(minute('2025-07-13T18:05:00Z')).toBe('2025-07-14 02:05');
  expect(day('not a date')).toBe('not a date');
});
it('tells lengths of time', () => {
  expect(duration(8.4)).toBe('8 s');
  expect(duration(200)).toBe('3 min 20 s');
  expect(duration(7500)).toBe('2 h 5 min');
});
