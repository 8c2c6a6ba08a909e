import { describe, expect, it } from 'vitest';
import type { Scene } from '../src/api.js';
import { heightsOver, toeOf, toVolume } from '../src/dumps/volumeApi.js';

const square = [[[110, 40], [110.1, 40], [110.1, 40.1], [110, 40]]];

describe('toe lines that are uploaded', () => {
  it('are taken from a geometry, a feature and a collection', () => {
    expect(toeOf({ type: 'Polygon', coordinates: square })?.type).toBe('Polygon');
    expect(toeOf({ type: 'Feature', geometry: { type: 'Polygon', coordinates: square } })?.type).toBe('Polygon');
    const two = { type: 'FeatureCollection', features: [{ type: 'Feature', geometry: { type: 'Polygon', coordinates: square } }, { type: 'Feature', geometry: { type: 'MultiPolygon', coordinates: [square, square] } }] };
    expect(toeOf(two)).toEqual({ type: 'MultiPolygon', coordinates: [square, square, square] });
  });

  it('are refused where they enclose nothing', () => {
    for (const wrong of [null, 7, {}, { type: 'Point', coordinates: [1, 2] }, { type: 'FeatureCollection', features: [] }, { type: 'Polygon', coordinates: [] }]) expect(toeOf(wrong)).toBeNull();
  });
});

describe('surface models of a dump', () => {
  const scene = (id: string, profile: string, bbox: Scene['bbox']): Scene => ({ id, profile, bbox, acquired_at: '', valid_share: null, cloud_share: null, synthetic: false, resolution_m: null, run_id: null, mask_origin: null, shift: null });
  it('are those of heights whose box meets the dump', () => {
    const all = [scene('near', 'dsm', [110, 40, 110.2, 40.2]), scene('far', 'dsm', [111, 40, 111.2, 40.2]), scene('photo', 'drone', [110, 40, 110.2, 40.2]), scene('unknown', 'dsm', null)];
    expect(heightsOver(all, ['dsm'], [110.1, 40.1, 110.15, 40.15]).map((s) => s.id)).toEqual(['near', 'unknown']);
  });
});

it('a row keeps cut, fill and net apart', () => {
  const v = toVolume({ type: 'Feature', id: 'D1-1', geometry: { type: 'MultiPolygon', coordinates: [square] }, properties: { cut_m3: 2, fill_m3: 12, net_m3: 10, net_low_m3: 8, net_high_m3: 12, base: 'plane' } });
  expect([v.cut, v.fill, v.net, v.high - v.low, v.toe?.type]).toEqual([2, 12, 10, 4, 'MultiPolygon']);
});
