import OlMap from 'ol/Map.js';
import View from 'ol/View.js';
import Collection from 'ol/Collection.js';
import Feature from 'ol/Feature.js';
import ScaleLine from 'ol/control/ScaleLine.js';
import Zoom from 'ol/control/Zoom.js';
import { isEmpty } from 'ol/extent.js';
import GeoJSON from 'ol/format/GeoJSON.js';
import type Geometry from 'ol/geom/Geometry.js';
import MultiPoint from 'ol/geom/MultiPoint.js';
import OlMultiPolygon from 'ol/geom/MultiPolygon.js';
import OlPolygon from 'ol/geom/Polygon.js';
import { defaults } from 'ol/interaction/defaults.js';
import Draw from 'ol/interaction/Draw.js';
import KeyboardPan from 'ol/interaction/KeyboardPan.js';
import KeyboardZoom from 'ol/interaction/KeyboardZoom.js';
import Modify from 'ol/interaction/Modify.js';
import Snap from 'ol/interaction/Snap.js';
import type TileLayer from 'ol/layer/Tile.js';
import VectorLayer from 'ol/layer/Vector.js';
import { fromLonLat, transformExtent } from 'ol/proj.js';
import VectorSource from 'ol/source/Vector.js';
import { Circle, Fill, Stroke, Style, Text } from 'ol/style.js';
import type { Scene } from '../../api.js';
import { className, colourOf } from '../../classes.js';
import { h } from '../../dom.js';
import { makePen } from '../../draw/pen.js';
import { sceneLayer } from '../../map/scenes.js';
import { t } from '../../texts.js';
import type { Uncertain } from './advice.js';
import type { Area, Ground } from './labelSet.js';

export interface DrawingMap {
  readonly element: HTMLElement;
  areas(all: readonly Area[]): void;
  /** Looks at all areas; at the picture where there are none. */
  frame(): void;
  select(id: number | null): void;
  scene(scene: Scene | null): void;
  /** Drawing with the mouse, or with the keyboard at the cross in the middle. */
  drawing(on: boolean): void;
  uncertain(places: readonly Uncertain[]): void;
  zoomTo(place: { area: number } | { box: readonly [number, number, number, number] }): void;
  close(): void;
}

const reader = new GeoJSON({ featureProjection: 'EPSG:3857' });
const donghe = [109.94, 40.46, 110.44, 40.65];
/** 1e-7 degrees are a centimetre. */
const decimals = 7;

/** The map on which labels are drawn. */
export function makeDrawingMap(actions: { drawn(geometry: Ground): void; reshaped(id: number, geometry: Ground): void; picked(id: number | null): void; stopped(): void; imageFailed: () => void }): DrawingMap {
  const target = h('div', { class: 'map', tabindex: 0, role: 'application', 'aria-label': t('labels.map') });
  const cross = h('div', { class: 'cross', 'aria-hidden': 'true', hidden: true });
  const element = h('div', { class: 'stage drawing-stage' }, target, cross);
  const source = new VectorSource();
  const doubts = new VectorSource();
  const picked = new Collection<Feature>();
  let selected: number | null = null;
  let picture: TileLayer | null = null;
  let shown: Scene | null = null;

  const map = new OlMap({
    target, controls: [new Zoom({ zoomInTipLabel: t('map.zoomIn'), zoomOutTipLabel: t('map.zoomOut') }), new ScaleLine({ minWidth: 80 })],
    interactions: defaults({ keyboard: false, doubleClickZoom: false }).extend([new KeyboardPan({ pixelDelta: 24 }), new KeyboardZoom()]),
    layers: [new VectorLayer({ source, style: (f, resolution) => drawnAs(f as Feature, resolution), zIndex: 10 }), new VectorLayer({ source: doubts, style: doubtful, zIndex: 20 })],
    view: new View({ center: fromLonLat([110.19, 40.56]), zoom: 12, minZoom: 4, maxZoom: 20, enableRotation: false }),
  });
  const draw = new Draw({ type: 'Polygon', stopClick: true });
  const modify = new Modify({ features: picked });
  map.addInteraction(modify);
  map.addInteraction(draw);
  map.addInteraction(new Snap({ source }));
  draw.setActive(false);
  const resizing = 'ResizeObserver' in window ? new ResizeObserver(() => map.updateSize()) : null;
  resizing?.observe(target);

  draw.on('drawend', (event) => {
    const geometry = event.feature.getGeometry();
    if (geometry) actions.drawn(ground(geometry));
  });
  modify.on('modifyend', (event) => {
    const feature = event.features.item(0);
    const geometry = feature.getGeometry();
    if (geometry) actions.reshaped(Number(feature.getId()), ground(geometry));
  });
  map.on('singleclick', (event) => {
    if (draw.getActive()) return;
    const found = map.getFeaturesAtPixel(event.pixel, { hitTolerance: 3, layerFilter: (l) => l.getZIndex() === 10 })[0];
    actions.picked(found === undefined ? null : Number(found.getId()));
  });
  const pen = makePen(map, () => (draw.getActive() ? draw : null), () => actions.stopped());
  target.addEventListener('keydown', (event) => { pen.key(event); });

  function ground(geometry: Geometry): Ground {
    return reader.writeGeometryObject(geometry, { featureProjection: 'EPSG:3857', decimals, rightHanded: true }) as Ground;
  }

  /** A kept polygon as OpenLayers has it. */
  function olOf(kept: Ground): OlPolygon | OlMultiPolygon {
    const geometry = kept.type === 'Polygon' ? new OlPolygon(kept.coordinates) : new OlMultiPolygon(kept.coordinates);
    geometry.transform('EPSG:4326', 'EPSG:3857');
    return geometry;
  }

  function drawnAs(feature: Feature, resolution: number): Style[] {
    const label = String(feature.get('label'));
    const colour = colourOf(label);
    const own = feature.getId() === selected;
    return [
      new Style({ stroke: new Stroke({ color: own ? '#1d2326' : '#fff', width: own ? 6 : 3.5 }) }),
      new Style({
        fill: new Fill({ color: `${colour}40` }), stroke: new Stroke({ color: own ? '#ffe14d' : colour, width: own ? 3 : 2 }),
        ...(resolution < 12 ? { text: new Text({ text: className(label), font: '12px "Noto Sans CJK SC", "Microsoft YaHei", sans-serif', fill: new Fill({ color: '#1d2326' }), stroke: new Stroke({ color: '#fff', width: 3 }), overflow: own }) } : {}),
      }),
      ...(own ? [new Style({ image: new Circle({ radius: 4.5, fill: new Fill({ color: '#fff' }), stroke: new Stroke({ color: '#1d2326', width: 1.5 }) }), geometry: (f) => corners(f as Feature) })] : []),
    ];
  }

  function move(box: readonly number[], padding: number): void {
    if (isEmpty([...box])) return;
    map.updateSize();
    map.getView().fit([...box], { padding: [padding, padding, padding, padding], maxZoom: 17 });
  }

  return {
    element,
    areas(all) {
      const old = new Map(source.getFeatures().map((f) => [Number(f.getId()), f]));
      for (const area of all) {
        const known = old.get(area.id);
        old.delete(area.id);
        if (known?.get('drawn') === area.geometry) { known.set('label', area.label); continue; }
        const geometry = olOf(area.geometry);
        if (known) { known.setGeometry(geometry); known.setProperties({ label: area.label, drawn: area.geometry }); continue; }
        const feature = new Feature(geometry);
        feature.setId(area.id);
        feature.setProperties({ label: area.label, drawn: area.geometry });
        source.addFeature(feature);
      }
      for (const gone of old.values()) { source.removeFeature(gone); picked.remove(gone); }
    },
    frame() {
      move(source.getFeatures().length > 0 ? source.getExtent() ?? [] : transformExtent(shown?.bbox ?? donghe, 'EPSG:4326', 'EPSG:3857'), 30);
    },
    select(id) {
      selected = id;
      picked.clear();
      const feature = id === null ? null : source.getFeatureById(id);
      if (feature instanceof Feature) picked.push(feature);
      source.changed();
    },
    scene(scene) {
      if (picture) map.removeLayer(picture);
      picture = scene === null ? null : sceneLayer(scene, 'natural', 1, actions.imageFailed);
      shown = scene;
      if (picture) map.addLayer(picture);
    },
    drawing(on) {
      if (!on) draw.abortDrawing();
      draw.setActive(on);
      modify.setActive(!on);
      cross.hidden = !on;
      if (on) target.focus();
    },
    uncertain(places) {
      doubts.clear();
      doubts.addFeatures(places.map((p, i) => {
        const feature = new Feature(new OlPolygon([boxOf(p)]));
        feature.set('text', String(i + 1));
        return feature;
      }));
    },
    zoomTo(place) {
      element.scrollIntoView({ block: 'nearest' });
      if ('box' in place) { move(transformExtent([...place.box], 'EPSG:4326', 'EPSG:3857'), 120); return; }
      const geometry = source.getFeatureById(place.area);
      if (geometry instanceof Feature) move(geometry.getGeometry()?.getExtent() ?? [], 120);
    },
    close() {
      resizing?.disconnect();
      map.setTarget(undefined);
    },
  };
}

const doubtful = (feature: { get(name: string): unknown }): Style => new Style({
  stroke: new Stroke({ color: '#d55e00', width: 2.5, lineDash: [6, 4] }),
  text: new Text({ text: String(feature.get('text')), font: 'bold 12px sans-serif', fill: new Fill({ color: '#7a3300' }), stroke: new Stroke({ color: '#fff', width: 3 }) }),
});

function corners(feature: Feature): MultiPoint | undefined {
  const geometry = feature.getGeometry();
  return geometry instanceof OlPolygon ? new MultiPoint(geometry.getCoordinates().flat()) : undefined;
}

/** Corners of an uncertain place's square in EPSG:3857. */
function boxOf(place: Uncertain): number[][] {
  const [x = 0, y = 0] = fromLonLat([place.longitude, place.latitude]);
  const half = place.size_m / 2 / Math.cos(place.latitude / 180 * Math.PI);
  return [[x - half, y - half], [x + half, y - half], [x + half, y + half], [x - half, y + half], [x - half, y - half]];
}
