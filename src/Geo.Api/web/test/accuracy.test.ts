import { expect, it } from 'vitest';
import type { SamplePlace } from '../src/runs/accuracy/api.js';
import type { ClassScore, Model } from '../src/runs/models/api.js';
import { nextUnlabelled, pagesOf, square } from '../src/runs/accuracy/labelling.js';
import { wrong } from '../src/runs/accuracy/result.js';
import { areaOf } from '../src/area.js';
import { promiseText } from '../src/runs/models/card.js';
import { comparedClasses } from '../src/runs/models/compare.js';
import { setLanguage } from '../src/texts.js';

const place = (number: number, label: string | null): SamplePlace => ({ number, longitude: 110.1, latitude: 40.6, label, label_1: null, label_2: null });

it('offers the classes of the map first, nine to a page', () => {
  const labels = Array.from({ length: 21 }, (_, i) => `c${String(i).padStart(2, '0')}`);
  const pages = pagesOf([...labels, 'stockpile'], ['stockpile', 'c20']);
  expect(pages.map((p) => p.length)).toEqual([9, 9, 4]);
  expect(pages[0]?.slice(0, 3)).toEqual(['stockpile', 'c20', 'c00']);
  expect(new Set(pages.flat()).size).toBe(22);
});
it('goes on to the next place without a label, round the end', () => {
  const places = [place(1, null), place(2, 'road'), place(3, null)];
  expect(nextUnlabelled(places, 0)).toBe(2);
  expect(nextUnlabelled(places, 2)).toBe(0);
  expect(nextUnlabelled([place(1, 'road')], 0)).toBe(0);
});
it('draws a square of the ground of a pixel', () => {
  const geometry = square(place(1, null), 100, ['s']).geometry;
  expect(geometry?.type).toBe('Polygon');
  if (geometry?.type === 'Polygon') expect(areaOf(geometry)).toBeGreaterThan(99);
  if (geometry?.type === 'Polygon') expect(areaOf(geometry)).toBeLessThan(101);
});
it('turns the ends of an interval round for errors', () => {
  const of = wrong({ value: 0.75, lower: 0.5, upper: 0.875 });
  expect(of).toEqual({ value: 0.25, lower: 0.125, upper: 0.5 });
  expect(wrong(null)).toBeNull();
});
it('says what recall is promised, or how many labels more', () => {
  setLanguageForTests();
  const one = { recall: 0.9, confidence: 0.95, threshold: 0.42, objects: 59, blocks: 20, best_recall: 0.95, labels_more: 0 };
  expect(promiseText(one)).toContain('thresholds up to 0.42');
  expect(promiseText({ ...one, threshold: null, best_recall: 0.8, labels_more: 1234 })).toContain('1,234 labelled objects more');
  expect(promiseText({ ...one, threshold: null, best_recall: 0.5, labels_more: null })).toContain('too many are missed');
});
it('sets the classes of two models side by side, those of one alone too', () => {
  const score = (f1: number): ClassScore => ({ reference: 1, precision: f1, recall: f1, f1, io_u: f1 });
  const model = (classes: string[]): Model => ({ card: { classes, scores: { classes: Object.fromEntries(classes.map((c, i) => [c, score(i / 10)])) } } } as unknown as Model);
  const rows = comparedClasses(model(['stockpile', 'zinc']), model(['road', 'stockpile']));
  expect(rows.map((r) => [r.name, r.one?.f1 ?? null, r.other?.f1 ?? null])).toEqual([['stockpile', 0, 0.1], ['road', null, 0], ['zinc', 0.1, null]]);
});

/** Texts without a document: node has none. */
function setLanguageForTests(): void {
  (globalThis as { document?: unknown }).document ??= { documentElement: { lang: '' } };
  setLanguage('en');
}
