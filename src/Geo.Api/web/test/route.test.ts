import { expect, it } from 'vitest';
import { formatRoute, parseRoute, start } from '../src/route.js';
import type { Route } from '../src/route.js';

const read = (address: string): Route => { const url = new URL(address, 'http://h'); return parseRoute(url.pathname, url.search); };

it('has a bare address for the default', () => expect(formatRoute(start)).toBe('/map'));
it('comes back from its own address', () => {
  const route: Route = {
    ...start, lang: 'en', layers: ['mine-sites', 'towns'], scene: 's 1/ä', before: 's0', split: 30, rendering: 'false-colour',
    view: { lon: 110.12345, lat: 40.5, zoom: 12.25 }, selected: { layer: 'mine-sites', id: 'DH/7 矿' },
  };
  expect(read(formatRoute(route))).toEqual(route);
});
it('keeps an empty set of layers apart from the default', () => {
  expect(read('/map?layers=').layers).toEqual([]);
  expect(read('/map').layers).toBeNull();
});
it('leads to a detection under review', () => {
  const route: Route = { ...start, room: 'review', survey: 's1', selected: { layer: 'detections', id: 's1-00001' } };
  expect(formatRoute(route)).toBe('/map/review?survey=s1&sel=detections/s1-00001');
  expect(read(formatRoute(route))).toEqual(route);
});
it('leads to a run', () => expect(formatRoute({ ...start, room: 'runs', run: 'r1', scene: 'x' })).toBe('/map/runs?run=r1'));
it('never fails on a broken link', () => {
  expect(read('/map?view=a,b&split=-5&lang=fr&sel=nothing&style=x')).toEqual({ ...start, split: 0 });
});
it('says which page of a room is open', () => {
  for (const address of ['/map/runs?run=r1', '/map/runs?page=training&labels=east', '/map/runs?page=models&model=a&against=b', '/map/runs?page=accuracy&survey=s1&as=agreed&place=12',
    '/map/todo?town=%E6%B2%B3%E4%B8%9C%E9%95%87', '/map/field', '/map/field?site=M01', '/map/people', '/map/people?user=wang', '/map/people?page=keys&user=wang', '/map/people?page=audit&user=wang&subject=detections/D1']) {
    const { pathname, search } = new URL(address, 'http://x');
    expect(formatRoute(parseRoute(pathname, search))).toBe(address);
  }
  expect(parseRoute('/map/runs', '?page=nonsense&as=3&place=-1')).toMatchObject({ page: 'runs', as: null, place: null });
});
it('leads to the filtered list of mine sites, one of them marked', () => {
  const address = '/map/mines?on=2026-07-31&sel=mine-sites/DH-007&q=dh&town=%E6%B2%B3%E4%B8%9C%E9%95%87&status=relapsed&plan=overdue&test=fail&sort=-late';
  expect(formatRoute(read(address))).toBe(address);
  expect(read(address)).toMatchObject({ room: 'mines', on: '2026-07-31', mines: { text: 'dh', town: '河东镇', status: 'relapsed', plan: 'overdue', test: 'fail', sort: 'late', down: true } });
  expect(formatRoute({ ...start, room: 'mines' })).toBe('/map/mines');
});
it('leads to the page of a mine site, also as known at an instant', () => {
  const address = '/map/mines?on=2026-07-31T08:00:00Z&site=DH-007&sort=-late';
  expect(formatRoute(read(address))).toBe(address);
  expect(read(address).site).toBe('DH-007');
});
it('knows no day that there is not', () => {
  for (const on of ['2026-02-30', '2026-13-01', 'yesterday', '2026-07-31T25:00:00Z', '']) expect(read(`/map?on=${on}`).on).toBeNull();
  expect(read('/map/mines?sort=-nonsense').mines).toMatchObject({ sort: 'code', down: false });
});
