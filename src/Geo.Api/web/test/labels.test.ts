import { expect, it } from 'vitest';
import type { FeatureCollection } from 'geojson';
import { areaOf } from '../src/area.js';
import { adviceOf, lastAdvice } from '../src/runs/training/advice.js';
import { balance, makeLabelSet, readFile } from '../src/runs/training/labelSet.js';
import type { Ground } from '../src/runs/training/labelSet.js';
import type { Run } from '../src/api.js';
import advice from './advice.json';

const square = (lon: number, lat: number, side: number): Ground => ({ type: 'Polygon', coordinates: [[[lon, lat], [lon + side, lat], [lon + side, lat + side], [lon, lat + side], [lon, lat]]] });

it('measures ground as the server does', () => {
  // The integral of M N cos(phi) over 0.01 degrees from 40.5 N on CGCS2000, by the midpoint rule in Python: LabelTests has the same.
  expect(areaOf(square(110, 40.5, 0.01))).toBeCloseTo(941_228.252, 2);
  const holed: Ground = { type: 'Polygon', coordinates: [...square(110, 40.5, 0.01).coordinates as never[], ...square(110.002, 40.502, 0.002).coordinates as never[]] };
  expect(areaOf(holed)).toBeCloseTo(areaOf(square(110, 40.5, 0.01)) - areaOf(square(110.002, 40.502, 0.002)), 3);
  expect(areaOf({ type: 'MultiPolygon', coordinates: [square(110, 40.5, 0.01).coordinates as never, square(111, 40.5, 0.01).coordinates as never] })).toBeCloseTo(2 * 941_228.252, 1);
});

it('takes every change back, one by one', () => {
  const file: FeatureCollection = { type: 'FeatureCollection', features: [{ type: 'Feature', properties: { label: 'road', note: 'a' }, geometry: square(110, 40, 0.01) }] };
  const set = makeLabelSet(file);
  expect(set.changed()).toBe(false);
  const [drawn] = set.add('stockpile', [{ geometry: square(110.1, 40, 0.01) }]);
  const id = drawn?.id ?? 0;
  set.relabel(id, 'bare_rock');
  set.reshape(id, square(110.2, 40, 0.01));
  set.remove(set.areas()[0]?.id ?? 0);
  expect(set.areas().map((a) => a.label)).toEqual(['bare_rock']);
  set.remove(12345); // nobody's
  for (let i = 0; i < 4; i++) expect(set.undo()).toBe(true);
  expect(set.undo()).toBe(false);
  expect(set.changed()).toBe(false);
  expect(set.document()).toEqual(file);
});

it('knows what is saved, also after an undo beyond it', () => {
  const set = makeLabelSet(null);
  set.add('road', [{ geometry: square(110, 40, 0.01) }]);
  set.saved();
  expect(set.changed()).toBe(false);
  set.undo();
  expect(set.changed()).toBe(true);
});

it('balances classes in the order of the catalogue', () => {
  const set = makeLabelSet(null);
  set.add('zinc', [{ geometry: square(110, 40, 0.01) }]);
  set.add('unrestored_pit', [{ geometry: square(110, 41, 0.01) }, { geometry: square(110, 42, 0.01), label: 'stockpile' }]);
  expect(balance(set.areas()).map((b) => [b.label, b.areas])).toEqual([['stockpile', 1], ['unrestored_pit', 1], ['zinc', 1]]);
});

it('reads labels from the fields that training reads, and refuses what is no ground', () => {
  const of = (properties: Record<string, unknown>, geometry: unknown = square(110, 40, 0.01)): string => JSON.stringify({ type: 'FeatureCollection', features: [{ type: 'Feature', properties, geometry }] });
  expect(readFile(of({ '\u7c7b\u522b': ' road ' }))).toMatchObject([{ label: 'road' }]);
  expect(readFile(of({ name: 'x' }))).toMatchObject([{ properties: { name: 'x' } }]);
  expect(readFile('nonsense')).toBe('labels.notGeoJson');
  expect(readFile('{"type":"Point"}')).toBe('labels.notGeoJson');
  expect(readFile(of({}, { type: 'Point', coordinates: [110, 40] }))).toBe('labels.noPolygons');
  expect(readFile(of({}, null))).toBe('labels.noPolygons');
  expect(readFile(of({}, square(500_000, 4_480_000, 100)))).toBe('labels.notDegrees');
});

const run = (more: Partial<Run>): Run => ({
  id: 'a', kind: 'advise', state: 'done', parameters: { samples: '/w/labels/x.geojson' }, outputs: advice, created_at: '2025-01-02T00:00:00Z', started_at: null, ended_at: null,
  progress: 1, message: null, error: null, attempt: 1, author: null, code_version: null, cancel_requested: false, parent_id: null, steps: [], log: [], ...more,
});

it('finds the youngest advice on a file and says when the file is newer', () => {
  const runs = [run({ id: 'old', created_at: '2025-01-01T00:00:00Z' }), run({}), run({ id: 'other', created_at: '2025-02-01T00:00:00Z', parameters: { samples: '/w/labels/y.geojson' } }), run({ id: 'failed', state: 'failed', created_at: '2025-03-01T00:00:00Z' })];
  expect(lastAdvice(runs, 'labels/x.geojson', '2025-01-01T12:00:00Z')).toMatchObject({ run: { id: 'a' }, stale: false });
  expect(lastAdvice(runs, 'labels/x.geojson', '2025-01-03T00:00:00Z')?.stale).toBe(true);
  expect(lastAdvice([run({ parameters: { samples: 'labels/x.geojson' } })], 'labels/x.geojson', '2025-01-01T12:00:00Z')).toMatchObject({ run: { id: 'a' } });
  expect(lastAdvice([run({ parameters: { samples: '/w/labels/xx.geojson' } })], 'x.geojson', '2025-01-01T12:00:00Z')).toBeNull();
  expect(lastAdvice(runs, 'labels/z.geojson', '2025-01-03T00:00:00Z')).toBeNull();
});

it('reads advice whose parts are missing', () => {
  expect(adviceOf(run({ outputs: { run_id: 'a' } }))).toMatchObject({ classes: [], suspects: [], learning_curve: [], uncertain: [], notes: [], learning_advice: null });
  expect(adviceOf(run({}))?.suspects[0]).toMatchObject({ area: 3, looks_like: 'stockpile' });
  expect(adviceOf(run({ kind: 'train' }))).toBeNull();
});
