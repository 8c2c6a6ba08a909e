import type { Geometry } from 'geojson';
import OlMap from 'ol/Map.js';
import View from 'ol/View.js';
import ScaleLine from 'ol/control/ScaleLine.js';
import Zoom from 'ol/control/Zoom.js';
import VectorLayer from 'ol/layer/Vector.js';
import { fromLonLat } from 'ol/proj.js';
import VectorSource from 'ol/source/Vector.js';
import type { Scene } from '../api.js';
import { h } from '../dom.js';
import { toFeatures } from '../map/layers.js';
import { firstScene, sceneLayer } from '../map/scenes.js';
import { selection } from '../map/style.js';
import { t } from '../texts.js';

/** A place on the youngest clear scene, with its surroundings. */
export function makeCaseMap(geometry: Geometry, scenes: readonly Scene[]): { element: HTMLElement; close(): void } {
  const target = h('div', { class: 'map', tabindex: 0, 'aria-label': t('cases.map'), role: 'application' });
  const source = new VectorSource({ features: toFeatures([{ type: 'Feature', id: 'case', geometry, properties: {} }]) });
  const chosen = firstScene([...scenes]);
  const picture = chosen ? sceneLayer(chosen, 'natural', 1, () => undefined) : null;
  const map = new OlMap({
    target,
    controls: [new Zoom({ zoomInTipLabel: t('map.zoomIn'), zoomOutTipLabel: t('map.zoomOut') }), new ScaleLine({ minWidth: 60 })],
    layers: [...(picture ? [picture] : []), new VectorLayer({ source, style: selection, zIndex: 10 })],
    view: new View({ center: fromLonLat([110.19, 40.56]), zoom: 12, minZoom: 4, maxZoom: 19, constrainResolution: false, enableRotation: false }),
  });
  const resizing = 'ResizeObserver' in window ? new ResizeObserver(() => { map.updateSize(); fit(); }) : null;
  resizing?.observe(target);
  let fitted = false;
  function fit(): void {
    const extent = source.getExtent();
    if (fitted || extent === null || !Number.isFinite(extent[0]) || (map.getSize()?.[0] ?? 0) === 0) return;
    fitted = true;
    map.getView().fit(extent, { padding: [60, 60, 60, 60], maxZoom: 15 });
  }
  return { element: target, close() { resizing?.disconnect(); map.setTarget(); map.dispose(); } };
}
