import OlCollection from 'ol/Collection.js';
import type OlMap from 'ol/Map.js';
import { transformExtent } from 'ol/proj.js';
import GeoJSON from 'ol/format/GeoJSON.js';
import type Feature from 'ol/Feature.js';
import LayerGroup from 'ol/layer/Group.js';
import VectorLayer from 'ol/layer/Vector.js';
import VectorSource from 'ol/source/Vector.js';
import { getCollection, getItems, getRest, getSchema } from '../api.js';
import type { Collection, Item } from '../api.js';
import { asKnown } from '../known.js';
import { styleOf } from './style.js';
import { tileLayer } from './tiles.js';

/** Bottom to top; a collection that is not named here lies between areas and sites. */
const order = ['key-control-areas', 'sensitive-areas', 'towns', 'rivers', '', 'dumps', 'mine-sites', 'detections', 'alerts'];
/** Collections without geometry, or shown elsewhere. */
const notOnMap = new Set(['observations', 'site-history', 'surveys', 'scenes', 'cases', 'field-checks', 'volumes']);
export const shownAtFirst = ['towns', 'rivers', 'dumps', 'mine-sites', 'detections'];

/** What of a collection is shown: of the alerts those that are open. */
const only: Record<string, Record<string, string>> = { alerts: { state: 'open' } };

/** Above this a layer is drawn from vector tiles, and listed as far as it is in view. */
const wholeUpTo = 5000;
const pageSize = 1000;
const listed = 200;

export interface MapLayer {
  readonly id: string;
  readonly title: string;
  /** Holds the items of `source`, or vector tiles where they are many. */
  readonly olLayer: LayerGroup;
  /** The items; where they are many, the first in view. */
  readonly source: VectorSource;
  /** Items in the collection; null until known. */
  count: number | null;
  state: 'idle' | 'loading' | 'ready' | 'failed';
  /** True where it is drawn from tiles. */
  partial: boolean;
  error: string | null;
  /** Counts how often it was forgotten: what was asked before then must not be shown. */
  forgotten: number;
}

const reader = new GeoJSON({ featureProjection: 'EPSG:3857' });

/** The map's layers, in legend order (top first). */
export function makeLayers(collections: Collection[]): MapLayer[] {
  return collections
    .filter((c) => !notOnMap.has(c.id))
    .map((c) => ({ c, at: order.includes(c.id) ? order.indexOf(c.id) : order.indexOf('') }))
    .sort((a, b) => b.at - a.at)
    .map(({ c, at }): MapLayer => {
      const source = new VectorSource();
      const olLayer = new LayerGroup({ layers: [itemLayer(c.id, source)], zIndex: 10 + at, visible: false });
      return { id: c.id, title: c.title, olLayer, source, count: null, state: 'idle', partial: false, error: null, forgotten: 0 };
    });
}

function itemLayer(id: string, source: VectorSource): VectorLayer {
  return new VectorLayer({ source, style: styleOf(id), properties: { id }, updateWhileAnimating: true });
}

/** Fetches a layer's items: all of them, or the first of those in view where they are many and come as tiles. `changed` is called as they come. */
export async function load(layer: MapLayer, map: OlMap, changed: () => void, signal: AbortSignal): Promise<void> {
  if (layer.state === 'loading' || (layer.state === 'ready' && !layer.partial)) return;
  layer.state = 'loading';
  layer.error = null;
  changed();
  const asked = layer.forgotten;
  try {
    let rows: Item[] = [];
    if (!layer.partial) {
      const first = await getItems(layer.id, { ...only[layer.id], limit: String(pageSize), count: 'exact' }, signal);
      if (asked !== layer.forgotten) return;
      layer.count = first.numberMatched ?? first.features.length;
      if (layer.count > wholeUpTo) await tile(layer, signal);
      else rows = await getRest(first, wholeUpTo, signal);
    }
    if (asked !== layer.forgotten) return;
    if (layer.partial) rows = (await getItems(layer.id, { ...only[layer.id], limit: String(listed), bbox: inView(map), count: 'none' }, signal)).features;
    if (asked !== layer.forgotten) return;
    layer.source.clear(true);
    layer.source.addFeatures(toFeatures(rows));
    layer.state = 'ready';
  } catch (error) {
    if (asked !== layer.forgotten) return;
    if (signal.aborted) { layer.state = 'idle'; return; }
    layer.state = 'failed';
    layer.error = error instanceof Error ? error.message : String(error);
  }
  changed();
}

async function tile(layer: MapLayer, signal: AbortSignal): Promise<void> {
  const asked = layer.forgotten;
  // Where it has items now: one may just have been drawn outside of where they were.
  const [schema, collection] = await Promise.all([getSchema(layer.id), getCollection(layer.id, signal)]);
  signal.throwIfAborted();
  if (asked !== layer.forgotten) return;
  layer.olLayer.setLayers(new OlCollection([tileLayer(layer.id, collection.extent?.spatial?.bbox?.[0], Object.keys(schema), { ...only[layer.id], ...asKnown() }, styleOf(layer.id))]));
  layer.partial = true;
}

/** Forgets what was fetched: it was of another day, or a row was written since. */
export function forget(layer: MapLayer): void {
  layer.forgotten++;
  layer.source.clear(true);
  if (layer.partial) layer.olLayer.setLayers(new OlCollection([itemLayer(layer.id, layer.source)]));
  layer.count = null;
  layer.state = 'idle';
  layer.partial = false;
  layer.error = null;
}

/** Asks how many items a layer has, without fetching them. */
export async function count(layer: MapLayer, signal: AbortSignal): Promise<void> {
  try {
    const page = await getItems(layer.id, { ...only[layer.id], limit: '1', count: 'exact' }, signal);
    layer.count ??= page.numberMatched ?? null;
  } catch { /* the legend shows no number then; opening the layer says why */ }
}

export function toFeatures(items: Item[]): Feature[] {
  return reader.readFeatures({ type: 'FeatureCollection', features: items.filter((i) => i.geometry !== null) });
}

function inView(map: OlMap): string {
  const extent = transformExtent(map.getView().calculateExtent(map.getSize()), 'EPSG:3857', 'EPSG:4326');
  return extent.map((v) => v.toFixed(6)).join(',');
}
