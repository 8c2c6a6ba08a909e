import OlMap from 'ol/Map.js';
import View from 'ol/View.js';
import Feature from 'ol/Feature.js';
import Point from 'ol/geom/Point.js';
import ScaleLine from 'ol/control/ScaleLine.js';
import Zoom from 'ol/control/Zoom.js';
import GeoJSON from 'ol/format/GeoJSON.js';
import type TileLayer from 'ol/layer/Tile.js';
import VectorLayer from 'ol/layer/Vector.js';
import VectorSource from 'ol/source/Vector.js';
import { fromLonLat, toLonLat, transformExtent } from 'ol/proj.js';
import { getCollections, getScenes } from '../api.js';
import type { Item, Scene } from '../api.js';
import type { App, Room } from '../app.js';
import { h, fill } from '../dom.js';
import { titleOf } from '../facts.js';
import { day, degrees } from '../format.js';
import { knownOn, knownUntil } from '../known.js';
import { showHistory } from '../draw/history.js';
import { mayDrawAreas, mayEdit, registerOf } from '../draw/registers.js';
import type { Route } from '../route.js';
import { t } from '../texts.js';
import { makeCard } from './card.js';
import { makeDrawer } from './drawing.js';
import type { Neighbour } from './card.js';
import { count, forget, load, makeLayers, shownAtFirst } from './layers.js';
import type { MapLayer } from './layers.js';
import { makeLegend } from './legend.js';
import type { Legend } from './legend.js';
import { makeLook } from './look.js';
import { clip, firstScene, sceneLayer } from './scenes.js';
import { makeScenePanel } from './scenePanel.js';
import { selection } from './style.js';
import { makeSwipe } from './swipe.js';
import { countKey } from './tiles.js';
import { makeTimeSlider } from './timeSlider.js';

const reader = new GeoJSON({ featureProjection: 'EPSG:3857' });

/** 地图: what is where? */
export function openMapRoom(host: HTMLElement, app: App): Room {
  const aborter = new AbortController();
  let layers: MapLayer[] = [];
  let legend: Legend | null = null;
  let everyScene: Scene[] = [];
  /** Those that were taken until the day that the page shows. */
  let scenes: Scene[] = [];
  let scenesReady = false;
  let drawn = { scene: '', before: '', rendering: '' };
  let sceneOl: TileLayer | null = null;
  let beforeOl: TileLayer | null = null;
  let selectedKey = '';
  let neighbours: Neighbour[] = [];
  let split = app.route().split;
  let moveTimer = 0;
  let placed = false;
  let shownOn = knownOn();
  let loading = new AbortController();

  const target = h('div', { class: 'map', tabindex: 0, 'aria-label': t('map.label'), role: 'application' });
  const position = h('output', { class: 'position', 'aria-label': t('map.position') });
  const busy = h('div', { class: 'busy', hidden: true });
  const marks = new VectorSource();
  const map = new OlMap({
    target,
    controls: [new Zoom({ zoomInTipLabel: t('map.zoomIn'), zoomOutTipLabel: t('map.zoomOut') }), new ScaleLine({ minWidth: 80 })],
    layers: [new VectorLayer({ source: marks, style: selection, zIndex: 100 })],
    view: new View({ center: fromLonLat([110.19, 40.56]), zoom: 11, minZoom: 4, maxZoom: 20, constrainResolution: false, enableRotation: false }),
  });

  const look = makeLook(map);
  const swipe = makeSwipe((to, done) => {
    split = to;
    map.render();
    swipeLabels();
    if (done) app.go({ split: Math.round(to) }, 'replace');
  });
  const panel = makeScenePanel({
    scene: (id) => app.go({ scene: id ?? 'none' }),
    before: (id) => app.go({ before: id }),
    rendering: (rendering) => app.go({ rendering }),
    zoom: (scene) => { if (scene.bbox) look.fit(transformExtent(scene.bbox, 'EPSG:4326', 'EPSG:3857')); },
  });
  const slider = makeTimeSlider((id) => app.go({ scene: id }));
  const card = makeCard({
    close: () => { app.go({ selected: null }); target.focus(); },
    pick: (layer, id) => app.go({ selected: { layer, id } }),
    scene: (id) => app.go({ scene: id }),
    run: (id) => app.go({ room: 'runs', run: id }),
    site: (code) => app.go({ room: 'mines', site: code }),
    zoom: zoomTo,
    layerTitle: (id) => layers.find((l) => l.id === id)?.title ?? id,
    edit: (layer) => (mayEdit(app) && registerOf(layer) !== null ? () => app.go({ draw: 'edit' }) : null),
    history: (host, layer, id, current) => { if (registerOf(layer) !== null) void showHistory(host, app, layer, id, { outline: (shape) => drawer.earlier(shape), restored: () => renew(layer) }, current); },
  });
  const drawer = makeDrawer(app, map, target, () => layers, renew);
  const legendHost = h('div', {}, h('p', { class: 'quiet' }, t('loading')));
  const side = h('aside', { class: 'side', id: 'map-side', 'aria-label': t('map.side') }, panel.element,
    (mayEdit(app) || mayDrawAreas(app)) && h('button', { type: 'button', id: 'draw-new', onclick: () => app.go({ draw: 'new', selected: null }) }, t('draw.new')), legendHost);
  const sideToggle = h('button', { type: 'button', class: 'side-toggle', 'aria-controls': 'map-side', 'aria-expanded': 'false', onclick: () => {
    const open = root.classList.toggle('side-open');
    sideToggle.setAttribute('aria-expanded', String(open));
  } }, t('map.side'));
  const stage = h('div', { class: 'stage' }, target, swipe.element, drawer.cross, busy, position, slider.element, sideToggle);
  const root = h('div', { class: 'map-room' }, side, stage, card.element, drawer.element);
  swipe.element.hidden = true;
  fill(host, root);

  map.on('pointermove', (event) => {
    const [lon = 0, lat = 0] = toLonLat(event.coordinate);
    position.textContent = degrees(lon, lat);
    if (!event.dragging && !drawer.active()) target.style.cursor = map.hasFeatureAtPixel(event.pixel, { hitTolerance: 3, layerFilter: (l) => clickable(l.get('id')) }) ? 'pointer' : '';
  });
  map.on('singleclick', (event) => {
    if (drawer.active()) return;
    const found: Neighbour[] = [];
    const cells: number[] = [];
    map.forEachFeatureAtPixel(event.pixel, (feature, layer) => {
      // A cell of a very full tile stands for several items: nearer, they come apart.
      const stands = Number(feature.get(countKey) ?? 1);
      if (stands > 1) { cells.push(stands); return; }
      const id = feature.getId();
      const layerId = layer.get('id') as unknown;
      if (id === undefined || typeof layerId !== 'string' || found.some((n) => n.layer === layerId && n.id === String(id))) return;
      found.push({ layer: layerId, id: String(id), title: titleOf(String(id), feature.getProperties()) });
    }, { hitTolerance: 4, layerFilter: (l) => clickable(l.get('id')) });
    const [first, ...rest] = found;
    if (!first && cells.length > 0) { map.getView().animate({ center: event.coordinate, zoom: (map.getView().getZoom() ?? 11) + 2, duration: 0 }); return; }
    neighbours = rest;
    app.go({ selected: first ? { layer: first.layer, id: first.id } : null });
  });
  map.on('moveend', () => {
    window.clearTimeout(moveTimer);
    moveTimer = window.setTimeout(() => {
      if (!placed || !map.getTargetElement()) return;
      const [lon = 0, lat = 0] = toLonLat(map.getView().getCenter() ?? [0, 0]);
      app.go({ view: { lon, lat, zoom: map.getView().getZoom() ?? 11 } }, 'replace');
      for (const l of layers) if (l.partial && l.olLayer.getVisible()) void load(l, map, refresh, loading.signal);
    }, 250);
  });
  map.on('loadstart', () => { busy.hidden = false; });
  map.on('loadend', () => { busy.hidden = true; });
  const resizing = 'ResizeObserver' in window ? new ResizeObserver(() => map.updateSize()) : null;
  resizing?.observe(target);

  void begin();

  function clickable(id: unknown): boolean {
    return typeof id === 'string';
  }

  async function begin(): Promise<void> {
    const sceneList = getScenes(aborter.signal).then((s) => { everyScene = s; }, (e: unknown) => panel.fail(String(e instanceof Error ? e.message : e)));
    try {
      layers = makeLayers(await getCollections(aborter.signal));
      for (const l of layers) map.addLayer(l.olLayer);
      legend = makeLegend(layers, {
        toggle: (id, on) => {
          const shown = layers.filter((l) => (l.id === id ? on : l.olLayer.getVisible())).map((l) => l.id);
          app.go({ layers: shown });
        },
        pick: (layer, id) => { neighbours = []; app.go({ selected: { layer, id }, draw: null }); },
      });
      fill(legendHost, legend.element);
    } catch (error) {
      if (aborter.signal.aborted) return;
      fill(legendHost, h('p', { class: 'error', role: 'alert' }, t('error.server', { reason: error instanceof Error ? error.message : String(error) })));
    }
    await sceneList;
    if (aborter.signal.aborted) return;
    scenesReady = true;
    limitScenes();
    place(app.route());
    show(app.route());
    map.once('rendercomplete', () => performance.mark('first-map'));
  }

  function limitScenes(): void {
    const until = knownUntil(knownOn());
    scenes = everyScene.filter((s) => until === null || Date.parse(s.acquired_at) <= until);
  }

  /** Where to look first: where the URL says, else the towns, else the scenes. */
  function place(route: Route): void {
    placed = true;
    look.first(route.view, firstScene(scenes)?.bbox ?? null);
  }

  function show(route: Route): void {
    if (shownOn !== knownOn()) {
      shownOn = knownOn();
      loading.abort();
      loading = new AbortController();
      for (const l of layers) forget(l);
      limitScenes();
      selectedKey = '';
    }
    const wanted = route.layers ?? shownAtFirst;
    for (const l of layers) {
      const on = wanted.includes(l.id);
      l.olLayer.setVisible(on);
      if (on) void load(l, map, refresh, loading.signal);
      else if (l.count === null) void count(l, loading.signal).then(refresh);
    }
    refresh();
    if (scenesReady) showScenes(route);
    if (route.view && placed) {
      const view = map.getView();
      const [lon = 0, lat = 0] = toLonLat(view.getCenter() ?? [0, 0]);
      if (Math.abs(lon - route.view.lon) > 1e-5 || Math.abs(lat - route.view.lat) > 1e-5 || Math.abs((view.getZoom() ?? 0) - route.view.zoom) > 0.006) {
        view.setCenter(fromLonLat([route.view.lon, route.view.lat]));
        view.setZoom(route.view.zoom);
      }
    }
    if (placed) drawer.show(route);
    const key = route.selected && route.draw === null ? `${route.selected.layer}/${route.selected.id}` : '';
    if (key !== selectedKey || (key === '' && !card.element.hidden)) {
      selectedKey = key;
      void select(route);
    }
  }

  function showScenes(route: Route): void {
    const scene = route.scene === 'none' ? null : scenes.find((s) => s.id === route.scene) ?? firstScene(scenes);
    const before = scene ? scenes.find((s) => s.id === route.before && s.id !== scene.id) ?? null : null;
    const now = { scene: scene?.id ?? '', before: before?.id ?? '', rendering: route.rendering };
    const restyled = now.rendering !== drawn.rendering;
    if (now.scene !== drawn.scene || now.before !== drawn.before || restyled) {
      const failed = (): void => panel.note(t('scene.imageFailed'));
      panel.note('');
      if (sceneOl) map.removeLayer(sceneOl);
      if (beforeOl) map.removeLayer(beforeOl);
      sceneOl = scene ? sceneLayer(scene, route.rendering, 2, failed) : null;
      beforeOl = before ? sceneLayer(before, route.rendering, 1, failed) : null;
      if (sceneOl && beforeOl) {
        // Both are cut: the later scene may have gaps, and the earlier one must not shine through them.
        clip(map, sceneOl, 'right', () => split);
        clip(map, beforeOl, 'left', () => split);
        map.addLayer(beforeOl);
      }
      if (sceneOl) map.addLayer(sceneOl);
      drawn = now;
    }
    split = route.split;
    swipe.element.hidden = !beforeOl;
    swipeLabels();
    panel.update(scenes, scene, before, route.rendering);
    slider.update(scenes, scene);
  }

  function swipeLabels(): void {
    const date = (id: string): string => day(scenes.find((s) => s.id === id)?.acquired_at ?? '');
    swipe.set(split, date(drawn.before), date(drawn.scene));
  }

  function refresh(): void { legend?.update(); }

  /** A row of a layer was written: layer and card are read again. */
  function renew(id: string): void {
    for (const l of layers) if (l.id === id) forget(l);
    selectedKey = '';
    show(app.route());
  }

  async function select(route: Route): Promise<void> {
    marks.clear();
    drawer.earlier(null);
    const wanted = route.draw === null ? route.selected : null;
    if (!wanted) { card.hide(); return; }
    if (wanted.layer === 'place') { showPlace(wanted.id); return; }
    const near = neighbours.filter((n) => n.id !== wanted.id);
    const item = await card.show(wanted.layer, wanted.id, near);
    if (!item || selectedKey !== `${wanted.layer}/${wanted.id}`) return;
    app.say(titleOf(wanted.id, item.properties), true);
    if (!item.geometry) return;
    const feature = reader.readFeature(item) as Feature;
    marks.addFeature(feature);
    const extent = feature.getGeometry()?.getExtent();
    if (extent && !look.holds(extent)) zoomTo(item);
  }

  /** A place that was searched for by coordinates. */
  function showPlace(text: string): void {
    card.hide();
    const [lon = NaN, lat = NaN] = text.split(',').map(Number);
    if (!Number.isFinite(lon) || !Number.isFinite(lat)) return;
    const point = new Point(fromLonLat([lon, lat]));
    marks.addFeature(new Feature(point));
    app.say(degrees(lon, lat), true);
    look.at(point.getCoordinates(), 14);
  }

  function zoomTo(item: Item): void {
    if (!item.geometry) return;
    const extent = (reader.readFeature(item) as Feature).getGeometry()?.getExtent();
    if (extent) look.fit(extent);
  }

  return {
    show,
    close() {
      aborter.abort();
      loading.abort();
      window.clearTimeout(moveTimer);
      resizing?.disconnect();
      drawer.close();
      map.setTarget();
      map.dispose();
    },
  };
}
