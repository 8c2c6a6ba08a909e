import { expect, it } from 'vitest';
import type { Item } from '../src/api.js';
import { knownUntil, today } from '../src/known.js';
import { progressOf } from '../src/mines/progress.js';
import { differs, filtered, ordered, toSite } from '../src/mines/sites.js';
import { toSheet } from '../src/mines/api.js';
import { axisOf, yearsBetween } from '../src/mines/site/axis.js';
import { changeText, ratioText, shareText } from '../src/mines/tell.js';
import { minesStart } from '../src/mines/view.js';

const item = (code: string, properties: Record<string, unknown>): Item => ({ type: 'Feature', id: code, geometry: null, properties: { code, ...properties } });
const sites = [
  item('DH-2', { name: '乙矿', town: '河东镇', status: 'restored', plan_state: 'aftercare', months_late: 0, test_answer: 'pass', test_ratio: 0.97, test_ratio_low: 0.93, test_ratio_high: 1.01, vegetation_cover_share: 0.31 }),
  item('DH-10', { name: '甲矿', town: '沙尔沁镇', status: 'relapsed', proposed_status: 'relapsed', plan_state: 'overdue', months_late: 11, test_answer: 'fail', test_ratio: 0.52 }),
  item('DH-1', { name: '丙矿', town: '河东镇', status: 'accepted', proposed_status: 'restored', plan_state: 'aftercare', months_late: 3, test_answer: 'insufficient_evidence', test_ratio: null, test_missing: '还差 1 季', test_missing_en: '1 season', evidence_missing: ['drone'] }),
  item('DH-3', { name: '丁矿', town: '河东镇', status: 'in_progress', proposed_status: 'vegetating', plan_state: 'overdue', months_late: 11, test_answer: 'insufficient_evidence' }),
].map((i) => toSite(i, false));
const codes = (of: typeof sites): string[] => of.map((s) => s.code);

it('tells intervals as people write them', () => {
  expect(ratioText(0.932, 0.884, 0.979)).toBe('0.93 (0.88–0.98)');
  expect(ratioText(0.9, null, null)).toBe('0.90');
  expect(ratioText(null, 0.1, 0.2)).toBeNull();
  expect(shareText(0.314, 0.041)).toBe('31 % ± 4');
  expect(shareText(0, null)).toBe('0 %');
  expect(shareText(null, 0.1)).toBeNull();
  expect(changeText(0.0404, 0.012, 0.069)).toBe('+4.0 (+1.2 – +6.9)');
  expect(changeText(-0.0002, -0.01, 0)).toBe('0.0 (−1.0 – 0.0)');
});
it('orders codes as people count', () => expect(codes(ordered(sites, minesStart))).toEqual(['DH-1', 'DH-2', 'DH-3', 'DH-10']));
it('leaves what is not known last, upwards and downwards', () => {
  expect(codes(ordered(sites, { ...minesStart, sort: 'cover' }))).toEqual(['DH-2', 'DH-1', 'DH-3', 'DH-10']);
  expect(codes(ordered(sites, { ...minesStart, sort: 'cover', down: true }))).toEqual(['DH-2', 'DH-1', 'DH-3', 'DH-10']);
});
it('orders by lateness with equals by code, and by answer then ratio', () => {
  expect(codes(ordered(sites, { ...minesStart, sort: 'late', down: true }))).toEqual(['DH-3', 'DH-10', 'DH-1', 'DH-2']);
  expect(codes(ordered(sites, { ...minesStart, sort: 'test' }))).toEqual(['DH-10', 'DH-1', 'DH-3', 'DH-2']);
});
it('filters by every part at once', () => {
  expect(codes(filtered(sites, { ...minesStart, town: '河东镇', test: 'insufficient_evidence' }))).toEqual(['DH-1', 'DH-3']);
  expect(codes(filtered(sites, { ...minesStart, text: '河东 丙' }))).toEqual(['DH-1']);
  expect(codes(filtered(sites, { ...minesStart, plan: 'overdue', status: 'relapsed' }))).toEqual(['DH-10']);
  expect(codes(filtered(sites, { ...minesStart, text: 'dh-1' }))).toEqual(['DH-10', 'DH-1']);
});
it('counts what is done, late and watched', () => expect(progressOf(sites)).toEqual({
  all: 4, counts: { restored: 1, relapsed: 1, accepted: 1, in_progress: 1 }, done: 2, overdue: 2, late: 0, aftercare: 2,
}));
it('calls a proposal different only where a person has to look', () => expect(sites.map(differs)).toEqual([false, false, false, true]));
it('reads what the test lacks in the reader’s language', () => {
  expect(sites[2]?.testMissing).toBe('还差 1 季');
  expect(sites[2] && toSite(sites[2].item, true).testMissing).toBe('1 season');
});
it('ends a day as known in China', () => {
  expect(knownUntil('2026-07-31')).toBe(Date.UTC(2026, 6, 31, 15, 59, 59, 999));
  expect(knownUntil(null)).toBeNull();
  expect(today(Date.UTC(2026, 11, 31, 16))).toBe('2027-01-01');
});
it('begins years at midnight in China', () => {
  const years = yearsBetween(Date.UTC(2023, 11, 31, 15), Date.UTC(2025, 5, 1));
  expect(years.map((y) => y.year)).toEqual([2023, 2024, 2025]);
  expect(years[1]?.at).toBe(Date.UTC(2023, 11, 31, 16));
  expect(axisOf(0, 2, 100, 0)(0.5)).toBe(75);
});
it('keeps a sheet without a test apart from one that failed', () => {
  expect(toSheet({ code: 'a' })).toMatchObject({ verdict: null, seasons: [], nextStatuses: [], canUndo: false, trend: null });
  const sheet = toSheet({ code: 'a', verdict: { answer: 'fail', sentence: { zh: '不通过', en: 'fail' }, missing: [], n: 3, low: null }, seasons: [{ year: 2024, ratio: 0.5, ratio_error: null }, { year: 2025 }] });
  expect(sheet.verdict).toMatchObject({ answer: 'fail', n: 3, sentence: { zh: '不通过', en: 'fail' } });
  expect(sheet.seasons).toMatchObject([{ year: 2024, ratio: 0.5, error: null }]);
});
