import { intersects } from 'ol/extent.js';
import MVT from 'ol/format/MVT.js';
import VectorTileLayer from 'ol/layer/VectorTile.js';
import { transformExtent } from 'ol/proj.js';
import VectorTileSource from 'ol/source/VectorTile.js';
import type { StyleFunction } from 'ol/style/Style.js';
import { createXYZ } from 'ol/tilegrid.js';
import { vectorTile } from '../api.js';

/** What signs, titles and lists are made of; the card asks for the rest. */
const told = ['code', 'name', 'name_en', 'town', 'class', 'kind', 'status', 'control_grade', 'site_code', 'site_name', 'state'];
/** Half a metre a unit at this level; finer ones are enlarged. */
const finest = 15;

/** Of a cell that stands for several items of a very full tile: how many they are. */
export const countKey = 'feature_count';

/**
 * A layer of very many items as vector tiles of the server's own: only what is in view travels, and each tile once.
 * `bbox` is where the collection has something (longitude, latitude): outside it there are no tiles. `filters` are columns and known-on.
 */
export function tileLayer(layer: string, bbox: readonly number[] | undefined, columns: readonly string[], filters: Record<string, string>, style: StyleFunction): VectorTileLayer {
  const grid = createXYZ({ tileSize: 512, maxZoom: finest });
  const extent = bbox && !('known-on' in filters) ? transformExtent([...bbox], 'EPSG:4326', 'EPSG:3857') : null;
  const properties = told.filter((name) => columns.includes(name)).join(',');
  const source = new VectorTileSource({
    format: new MVT({ idProperty: 'id' }), tileGrid: grid, projection: 'EPSG:3857', wrapX: false, overlaps: true,
    tileUrlFunction: (at) => extent && !intersects(extent, grid.getTileCoordExtent(at)) ? undefined : vectorTile(layer, at, { ...filters, properties }),
  });
  return new VectorTileLayer({ source, style, properties: { id: layer } });
}
