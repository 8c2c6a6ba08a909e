import OlMap from 'ol/Map.js';
import View from 'ol/View.js';
import type Feature from 'ol/Feature.js';
import ScaleLine from 'ol/control/ScaleLine.js';
import Zoom from 'ol/control/Zoom.js';
import { createEmpty, extend, isEmpty } from 'ol/extent.js';
import VectorLayer from 'ol/layer/Vector.js';
import type TileLayer from 'ol/layer/Tile.js';
import { fromLonLat } from 'ol/proj.js';
import VectorSource from 'ol/source/Vector.js';
import type { Item, Scene } from '../api.js';
import { h } from '../dom.js';
import { toFeatures } from '../map/layers.js';
import { firstScene, sceneLayer } from '../map/scenes.js';
import { selection, styleOf } from '../map/style.js';
import { t } from '../texts.js';

/** What stands on the map. */
export interface MapRow { readonly id: string; readonly item: Item }
export interface SitesMap {
  readonly element: HTMLElement;
  sites(rows: readonly MapRow[]): void;
  towns(items: Item[]): void;
  scene(scenes: Scene[]): void;
  mark(selected: string | null, hovered: string | null): void;
  close(): void;
}

/** The rows of the table by their status on the map; pointing at one points at the other. */
export function makeSitesMap(layer: string, label: string, actions: { select(id: string): void; hover(id: string | null): void; open(id: string): void }): SitesMap {
  const target = h('div', { class: 'map', tabindex: 0, 'aria-label': label, role: 'application' });
  const [sites, towns, marks] = [new VectorSource(), new VectorSource(), new VectorSource()];
  const map = new OlMap({
    target,
    controls: [new Zoom({ zoomInTipLabel: t('map.zoomIn'), zoomOutTipLabel: t('map.zoomOut') }), new ScaleLine({ minWidth: 60 })],
    layers: [
      new VectorLayer({ source: towns, style: styleOf('towns'), zIndex: 5 }),
      new VectorLayer({ source: sites, style: styleOf(layer), zIndex: 10, properties: { id: layer } }),
      new VectorLayer({ source: marks, style: selection, zIndex: 20 }),
    ],
    view: new View({ center: fromLonLat([110.19, 40.56]), zoom: 10, minZoom: 4, maxZoom: 19, constrainResolution: false, enableRotation: false }),
  });
  let picture: TileLayer | null = null;
  let fitted = '';
  let last = '';
  const at = (pixel: number[]): string | null => {
    const found = map.forEachFeatureAtPixel(pixel, (f) => f.getId(), { hitTolerance: 4, layerFilter: (l) => l.get('id') === layer });
    return found === undefined ? null : String(found);
  };
  map.on('pointermove', (event) => {
    if (event.dragging) return;
    const id = at(event.pixel);
    target.style.cursor = id === null ? '' : 'pointer';
    if ((id ?? '') !== last) { last = id ?? ''; actions.hover(id); }
  });
  map.on('singleclick', (event) => { const id = at(event.pixel); if (id !== null) actions.select(id); });
  map.on('dblclick', (event) => {
    const id = at(event.pixel);
    if (id === null) return;
    event.stopPropagation();
    actions.open(id);
  });
  const resizing = 'ResizeObserver' in window ? new ResizeObserver(() => map.updateSize()) : null;
  resizing?.observe(target);

  return {
    element: target,
    sites(rows) {
      sites.clear(true);
      sites.addFeatures(toFeatures(rows.map((r) => ({ ...r.item, id: r.id }))));
      const shown = rows.map((r) => r.id).sort().join();
      if (shown === fitted || rows.length === 0) return;
      fitted = shown;
      const extent = createEmpty();
      for (const f of sites.getFeatures()) { const e = f.getGeometry()?.getExtent(); if (e) extend(extent, e); }
      map.updateSize();
      if (!isEmpty(extent)) map.getView().fit(extent, { padding: [26, 26, 26, 26], maxZoom: 14 });
    },
    towns(items) {
      towns.clear(true);
      towns.addFeatures(toFeatures(items));
    },
    scene(scenes) {
      if (picture) map.removeLayer(picture);
      const chosen = firstScene(scenes);
      picture = chosen ? sceneLayer(chosen, 'natural', 1, () => undefined) : null;
      if (picture) { picture.setOpacity(0.75); map.addLayer(picture); }
      map.once('rendercomplete', () => performance.mark('first-map'));
      map.render();
    },
    mark(selected, hovered) {
      marks.clear(true);
      const features = [...new Set([selected, hovered])].flatMap((id): Feature[] => { const f = id === null ? null : sites.getFeatureById(id); return f ? [f.clone()] : []; });
      marks.addFeatures(features);
      const extent = (selected === null ? null : sites.getFeatureById(selected))?.getGeometry()?.getExtent();
      const view = map.getView().calculateExtent(map.getSize());
      if (extent && hovered === null && !inside(extent, view)) map.getView().setCenter([((extent[0] ?? 0) + (extent[2] ?? 0)) / 2, ((extent[1] ?? 0) + (extent[3] ?? 0)) / 2]);
    },
    close() {
      resizing?.disconnect();
      map.setTarget();
      map.dispose();
    },
  };
}


function inside(inner: number[], outer: number[]): boolean {
  const [w = 0, s = 0, e = 0, n = 0] = inner;
  const [west = 0, south = 0, east = 0, north = 0] = outer;
  return w >= west && e <= east && s >= south && n <= north;
}
