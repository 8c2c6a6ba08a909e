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
