import { expect, it } from 'vitest';
import type { Scene } from '../src/api.js';
import { shiftLine } from '../src/map/shiftLine.js';

const line = (east_m: number, north_m: number): string | undefined =>
  shiftLine({ shift: { state: 'fits', east_m, north_m, uncertainty_m: 0.1 } } as unknown as Scene)?.text;

it('says where a scene lies against its reference', () => expect(line(-12.34, 3)).toBe('与参考影像套合：偏西 12.3 米、偏北 3.0 米（± 0.1 米）'));
it('gives no direction to nothing', () => {
  expect(line(-0.04, -0)).toBe('与参考影像套合：无偏移（± 0.1 米）');
  expect(line(-0.04, 0.2)).toBe('与参考影像套合：偏东 0.0 米、偏北 0.2 米（± 0.1 米）');
});
