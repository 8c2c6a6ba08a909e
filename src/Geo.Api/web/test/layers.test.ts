import OlMap from 'ol/Map.js';
import type VectorTileSource from 'ol/source/VectorTile.js';
import { getForProjection } from 'ol/tilegrid.js';
import { get } from 'ol/proj.js';
import { afterEach, expect, test, vi } from 'vitest';
import { forget, load, makeLayers } from '../src/map/layers.js';
import type { MapLayer } from '../src/map/layers.js';

vi.mock('../src/map/style.js', () => ({ styleOf: () => () => undefined }));

const view = { getView: () => ({ calculateExtent: () => [12e6, 4.9e6, 12.3e6, 5e6] }), getSize: () => [100, 100] } as unknown as OlMap;
const here = [110, 40.5, 110.2, 40.6], wider = [110, 40.5, 111, 41];

/** A server of 6,000 dumps that lie in `box`; `wait` holds back the answers of items. */
function serve(state: { box: number[]; matched?: number; name?: string; wait?: Promise<void> | undefined }): void {
  vi.stubGlobal('location', new URL('http://localhost/map'));
  vi.stubGlobal('fetch', async (url: URL) => {
    const { box, matched = 6000, name = 'x', wait } = state;
    const path = url.pathname;
    if (path.endsWith('/items') && wait) await wait;
    const answer = path.endsWith('/items') ? { type: 'FeatureCollection', numberMatched: matched, features: [{ type: 'Feature', id: name, geometry: { type: 'Point', coordinates: [110.1, 40.55] }, properties: {} }] }
      : path.endsWith('/schema') ? { properties: { name: {}, town: {} } } : { id: 'dumps', title: 'd', extent: { spatial: { bbox: [box] } } };
    return new Response(JSON.stringify(answer), { headers: { 'content-type': 'application/json' } });
  });
}

afterEach(() => { vi.unstubAllGlobals(); });

function dumps(): MapLayer {
  const [layer] = makeLayers([{ id: 'dumps', title: 'd', extent: { spatial: { bbox: [here] } } }]);
  if (!layer) throw new Error('no layer');
  return layer;
}

/** The address of the tile of level 10 that holds 110.8° E, 40.9° N, as the layer on the map asks for it. */
function address(layer: MapLayer): string | undefined {
  const source = (layer.olLayer.getLayers().item(0) as unknown as { getSource(): VectorTileSource | null }).getSource();
  const mercator = get('EPSG:3857');
  if (!source || !mercator) throw new Error('no tiles');
  const grid = source.getTileGrid() ?? getForProjection(mercator);
  const at = grid.getTileCoordForCoordAndZ([110.8 / 180 * 20037508.34, Math.asinh(Math.tan(40.9 * Math.PI / 180)) * 6378137], 10);
  return source.getTileUrlFunction()(at, 1, mercator);
}

test('after an edit a big layer has new tiles, also where it had nothing before', async () => {
  const state = { box: here };
  serve(state);
  const layer = dumps();
  await load(layer, view, () => undefined, new AbortController().signal);
  expect([layer.error, layer.state, layer.partial]).toEqual([null, 'ready', true]);
  const before = layer.olLayer.getLayers().item(0);
  expect(address(layer)).toBeUndefined();

  state.box = wider; // somebody drew a dump far in the north-east
  forget(layer);
  expect(layer.olLayer.getLayers().item(0)).not.toBe(before);
  await load(layer, view, () => undefined, new AbortController().signal);
  expect(layer.olLayer.getLayers().item(0)).not.toBe(before);
  expect(address(layer)).toMatch(/^\/collections\/dumps\/tiles\/WebMercatorQuad\/10\/\d+\/\d+\?f=mvt&properties=name%2Ctown$/);
});

test('what was asked before an edit is not shown after it', async () => {
  let go = (): void => undefined;
  const state: { box: number[]; matched: number; name: string; wait?: Promise<void> | undefined } = { box: here, matched: 1, name: 'old', wait: new Promise((resolve) => { go = resolve; }) };
  serve(state);
  const layer = dumps();
  const late = load(layer, view, () => undefined, new AbortController().signal);
  await vi.waitFor(() => { expect(layer.state).toBe('loading'); });
  forget(layer);
  const now = { ...state, name: 'new', wait: undefined };
  serve(now);
  await load(layer, view, () => undefined, new AbortController().signal);
  go();
  await late;
  expect(layer.source.getFeatures().map((f) => f.getId())).toEqual(['new']);
  expect(layer.state).toBe('ready');
});
