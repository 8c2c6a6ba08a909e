import OlMap from 'ol/Map.js';
import View from 'ol/View.js';
import Collection from 'ol/Collection.js';
import Feature from 'ol/Feature.js';
import ScaleLine from 'ol/control/ScaleLine.js';
import Zoom from 'ol/control/Zoom.js';
import { isEmpty } from 'ol/extent.js';
import GeoJSON from 'ol/format/GeoJSON.js';
import { defaults } from 'ol/interaction/defaults.js';
import Draw from 'ol/interaction/Draw.js';
import KeyboardPan from 'ol/interaction/KeyboardPan.js';
import KeyboardZoom from 'ol/interaction/KeyboardZoom.js';
import Modify from 'ol/interaction/Modify.js';
import type TileLayer from 'ol/layer/Tile.js';
import VectorLayer from 'ol/layer/Vector.js';
import { fromLonLat } from 'ol/proj.js';
import VectorSource from 'ol/source/Vector.js';
import { Circle, Fill, Stroke, Style } from 'ol/style.js';
import type { Scene } from '../api.js';
import { h } from '../dom.js';
import { sceneLayer } from '../map/scenes.js';
import { t } from '../texts.js';
import type { Toe } from './volumeApi.js';

export interface ToeMap {
  readonly element: HTMLElement;
  show(toe: Toe | null): void;
  scene(scene: Scene | null): void;
  /** A new line, with the mouse or with the keyboard at the cross in the middle; it replaces the one shown. */
  draw(on: boolean): void;
  close(): void;
}

const reader = new GeoJSON({ featureProjection: 'EPSG:3857' });

/** The small map on which a toe line is looked at, dragged and drawn. `changed` is called with the line as it is then. */
export function makeToeMap(changed: (toe: Toe) => void, stopped: () => void): ToeMap {
  const target = h('div', { class: 'map', tabindex: 0, role: 'application', 'aria-label': t('volumes.map') });
  const cross = h('div', { class: 'cross', 'aria-hidden': 'true', hidden: true });
  const element = h('div', { class: 'stage toe-stage' }, target, cross);
  const features = new Collection<Feature>();
  const source = new VectorSource({ features });
  const map = new OlMap({
    target, controls: [new Zoom({ zoomInTipLabel: t('map.zoomIn'), zoomOutTipLabel: t('map.zoomOut') }), new ScaleLine({ minWidth: 60 })],
    interactions: defaults({ keyboard: false, doubleClickZoom: false, mouseWheelZoom: false }).extend([new KeyboardPan({ pixelDelta: 16 }), new KeyboardZoom()]),
    layers: [new VectorLayer({ source, zIndex: 10, style: [new Style({ stroke: new Stroke({ color: '#fff', width: 5 }) }), new Style({ stroke: new Stroke({ color: '#d55e00', width: 2.5 }), fill: new Fill({ color: '#d55e0018' }) })] })],
    view: new View({ center: fromLonLat([110.19, 40.56]), zoom: 13, minZoom: 8, maxZoom: 22, enableRotation: false }),
  });
  const modify = new Modify({ features, style: new Style({ image: new Circle({ radius: 5, fill: new Fill({ color: '#d55e00' }), stroke: new Stroke({ color: '#fff', width: 2 }) }) }) });
  const drawing = new Draw({ type: 'Polygon', stopClick: true });
  map.addInteraction(modify);
  map.addInteraction(drawing);
  drawing.setActive(false);
  let picture: TileLayer | null = null;
  const resizing = 'ResizeObserver' in window ? new ResizeObserver(() => { map.updateSize(); }) : null;
  resizing?.observe(target);

  const tell = (feature: Feature | undefined): void => {
    const geometry = feature?.getGeometry();
    if (geometry) changed(reader.writeGeometryObject(geometry, { featureProjection: 'EPSG:3857', decimals: 7, rightHanded: true }) as Toe);
  };
  drawing.on('drawend', (event) => {
    features.clear();
    features.push(event.feature);
    tell(event.feature);
    set(false);
  });
  modify.on('modifyend', () => tell(features.item(0)));
  target.addEventListener('keydown', (event) => {
    if (!drawing.getActive()) return;
    if (event.key === ' ') drawing.appendCoordinates([map.getView().getCenter() ?? [0, 0]]);
    else if (event.key === 'Backspace') drawing.removeLastPoint();
    else if (event.key === 'Enter') drawing.finishDrawing();
    else if (event.key === 'Escape') { drawing.abortDrawing(); set(false); stopped(); }
    else return;
    event.preventDefault();
    event.stopPropagation();
  });

  function set(on: boolean): void {
    drawing.setActive(on);
    modify.setActive(!on);
    cross.hidden = !on;
  }

  return {
    element,
    show(toe) {
      features.clear();
      if (toe === null) return;
      const feature = reader.readFeature({ type: 'Feature', geometry: toe, properties: {} }) as Feature;
      features.push(feature);
      const extent = feature.getGeometry()?.getExtent();
      map.updateSize();
      if (extent && !isEmpty(extent)) map.getView().fit(extent, { padding: [30, 30, 30, 30], maxZoom: 20 });
    },
    scene(scene) {
      if (picture) map.removeLayer(picture);
      picture = scene === null ? null : sceneLayer(scene, 'natural', 0, () => { /* the line can be drawn without it */ });
      if (picture) map.getLayers().insertAt(0, picture);
    },
    draw(on) { set(on); if (on) target.focus(); },
    close() { resizing?.disconnect(); map.setTarget(undefined); },
  };
}
