import { expect, it } from 'vitest';
import type { Item } from '../src/api.js';
import { covering } from '../src/review/pictures.js';
import { doubt, nextOpen } from '../src/review/queue.js';

const item = (id: string, properties: Record<string, unknown>): Item => ({
  type: 'Feature', id, properties, geometry: { type: 'Polygon', coordinates: [[[110, 40], [110.2, 40], [110.2, 40.2], [110, 40]]] },
});
const scene = (id: string, profile: string, at: string, bbox: [number, number, number, number]) => ({
  id, profile, acquired_at: at, bbox, valid_share: 1, cloud_share: 0, synthetic: false, resolution_m: 10, run_id: null, mask_origin: null, shift: null,
});

it('doubts most at one half, and trusts the second stage before the first', () => {
  expect(doubt(item('a', { probability: 0.5 }))).toBe(1);
  expect(doubt(item('a', { probability: 0.5, object_probability: 1 }))).toBe(0);
  expect(doubt(item('a', {}))).toBe(1);
});
it('goes on to the next detection without a verdict, round the end', () => {
  const items = [item('a', { review: 'candidate' }), item('b', { review: 'rejected' }), item('c', { review: null })];
  expect(nextOpen(items, 0)).toBe(2);
  expect(nextOpen(items, 2)).toBe(0);
  expect(nextOpen([item('a', { review: 'confirmed' })], 0)).toBe(0);
});
it('offers the optical scenes over the place, the youngest first', () => {
  const scenes = [
    scene('old', 'sentinel2-l2a', '2024-06-01', [109, 39, 111, 41]), scene('new', 'sentinel2-l2a', '2025-06-01', [109, 39, 111, 41]),
    scene('height', 'dem', '2025-07-01', [109, 39, 111, 41]), scene('far', 'sentinel2-l2a', '2025-07-01', [100, 39, 101, 41]),
  ];
  expect(covering(item('a', {}), scenes).map((s) => s.id)).toEqual(['new', 'old']);
});
