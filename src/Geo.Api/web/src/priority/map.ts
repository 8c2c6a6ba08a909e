import Feature from 'ol/Feature.js';
import OlMap from 'ol/Map.js';
import View from 'ol/View.js';
import ScaleLine from 'ol/control/ScaleLine.js';
import Zoom from 'ol/control/Zoom.js';
import Point from 'ol/geom/Point.js';
import type TileLayer from 'ol/layer/Tile.js';
import VectorLayer from 'ol/layer/Vector.js';
import { fromLonLat } from 'ol/proj.js';
import VectorSource from 'ol/source/Vector.js';
import { Circle, Fill, Stroke, Style } from 'ol/style.js';
import type { Scene } from '../api.js';
import { h } from '../dom.js';
import { firstScene, sceneLayer } from '../map/scenes.js';
import { t } from '../texts.js';
import type { Answer, Ground } from './api.js';

export interface PriorityMap { readonly element: HTMLElement; scene(scenes: Scene[]): void; show(ground: Ground, answer: Answer, selected: string | null): void; close(): void }

const mark = (funded: boolean, selected: boolean): Style => new Style({
  // Filled and empty, not colour alone (Okabe and Ito's blue).
  image: new Circle({ radius: selected ? 9 : funded ? 6.5 : 5, fill: new Fill({ color: funded ? '#0072b2' : 'rgba(255,255,255,0.9)' }), stroke: new Stroke({ color: selected ? '#d55e00' : funded ? '#fff' : '#55606a', width: selected ? 3 : 1.5 }) }),
  zIndex: selected ? 3 : funded ? 2 : 1,
});
const styles = new Map([false, true].flatMap((funded) => [false, true].map((selected) => [`${funded}${selected}`, mark(funded, selected)] as const)));

/** The funded set on the ground: filled circles are funded. */
export function makePriorityMap(select: (code: string) => void): PriorityMap {
  const target = h('div', { class: 'map', tabindex: 0, 'aria-label': t('priority.map'), role: 'application' });
  const source = new VectorSource();
  const map = new OlMap({
    target, controls: [new Zoom({ zoomInTipLabel: t('map.zoomIn'), zoomOutTipLabel: t('map.zoomOut') }), new ScaleLine({ minWidth: 60 })],
    layers: [new VectorLayer({ source, zIndex: 10, style: (f) => styles.get(`${f.get('funded') === true}${f.get('selected') === true}`) })],
    view: new View({ center: fromLonLat([110.19, 40.56]), zoom: 10, minZoom: 4, maxZoom: 19, constrainResolution: false, enableRotation: false }),
  });
  let fitted = '';
  let picture: TileLayer | null = null;
  map.on('singleclick', (event) => { const f = map.forEachFeatureAtPixel(event.pixel, (x) => x, { hitTolerance: 5 }); const id = f?.getId(); if (id !== undefined) select(String(id)); });
  map.on('pointermove', (event) => { if (!event.dragging) target.style.cursor = map.hasFeatureAtPixel(event.pixel, { hitTolerance: 5 }) ? 'pointer' : ''; });
  const resizing = 'ResizeObserver' in window ? new ResizeObserver(() => map.updateSize()) : null;
  resizing?.observe(target);

  return {
    element: target,
    scene(scenes) {
      const chosen = firstScene(scenes);
      picture = chosen ? sceneLayer(chosen, 'natural', 1, () => undefined) : null;
      if (picture) { picture.setOpacity(0.7); map.addLayer(picture); }
      map.once('rendercomplete', () => performance.mark('first-map'));
      map.render();
    },
    show(ground, answer, selected) {
      source.clear(true);
      source.addFeatures(answer.rows.flatMap((r) => {
        const d = ground.dumps.get(r.code);
        if (d?.lon == null || d.lat === null) return [];
        const f = new Feature({ geometry: new Point(fromLonLat([d.lon, d.lat])), funded: r.funded, selected: r.code === selected });
        f.setId(r.code);
        return [f];
      }));
      const extent = source.getExtent();
      if (fitted === String(ground.revision) || source.isEmpty() || extent === null) return;
      fitted = String(ground.revision);
      map.updateSize();
      map.getView().fit(extent, { padding: [24, 24, 24, 24], maxZoom: 14 });
    },
    close() {
      resizing?.disconnect();
      map.setTarget();
      map.dispose();
    },
  };
}
