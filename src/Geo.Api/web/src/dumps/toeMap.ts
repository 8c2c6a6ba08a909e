import OlMap from 'ol/Map.js';
import View from 'ol/View.js';
import ScaleLine from 'ol/control/ScaleLine.js';
import Zoom from 'ol/control/Zoom.js';
import { isEmpty } from 'ol/extent.js';
import { defaults } from 'ol/interaction/defaults.js';
import KeyboardZoom from 'ol/interaction/KeyboardZoom.js';
import type TileLayer from 'ol/layer/Tile.js';
import { fromLonLat } from 'ol/proj.js';
import type { Scene } from '../api.js';
import { h } from '../dom.js';
import { makeOutline } from '../draw/outline.js';
import { onMap } from '../draw/projected.js';
import { sceneLayer } from '../map/scenes.js';
import { t } from '../texts.js';
import type { Toe } from './volumeApi.js';

export interface ToeMap {
  readonly element: HTMLElement;
  /** Shows a line; `look` brings it into view. */
  show(toe: Toe | null, look: boolean): void;
  scene(scene: Scene | null): void;
  /** A new line, with the mouse or with the keyboard at the cross in the middle; it replaces the one shown. */
  draw(on: boolean): void;
  close(): void;
}

/** The small map on which a toe line is looked at, dragged and drawn. `changed` is called with the line as it is then. */
export function makeToeMap(changed: (toe: Toe) => void, stopped: () => void): ToeMap {
  const target = h('div', { class: 'map', tabindex: 0, role: 'application', 'aria-label': t('volumes.map') });
  const cross = h('div', { class: 'cross', 'aria-hidden': 'true', hidden: true });
  const element = h('div', { class: 'stage toe-stage' }, target, cross);
  const map = new OlMap({
    target, controls: [new Zoom({ zoomInTipLabel: t('map.zoomIn'), zoomOutTipLabel: t('map.zoomOut') }), new ScaleLine({ minWidth: 60 })],
    interactions: defaults({ keyboard: false, doubleClickZoom: false, mouseWheelZoom: false }).extend([new KeyboardZoom()]),
    view: new View({ center: fromLonLat([110.19, 40.56]), zoom: 13, minZoom: 8, maxZoom: 22, enableRotation: false }),
  });
  let drawing = false;
  const outline = makeOutline(map, target, cross, {
    changed: (shape) => changed(shape as Toe), refused: () => { /* drawing goes on */ },
    state() {
      const now = outline.state().drawing !== null;
      if (drawing && !now) stopped();
      drawing = now;
    },
  });
  let picture: TileLayer | null = null;
  const resizing = 'ResizeObserver' in window ? new ResizeObserver(() => { map.updateSize(); }) : null;
  resizing?.observe(target);

  return {
    element,
    show(toe, look) {
      outline.show(toe);
      const extent = toe === null ? null : onMap(toe).getExtent();
      map.updateSize();
      if (look && extent && !isEmpty(extent)) map.getView().fit(extent, { padding: [30, 30, 30, 30], maxZoom: 20 });
    },
    scene(scene) {
      if (picture) map.removeLayer(picture);
      picture = scene === null ? null : sceneLayer(scene, 'natural', 0, () => { /* the line can be drawn without it */ });
      if (picture) map.getLayers().insertAt(0, picture);
    },
    draw(on) { if (on) outline.begin('anew', 'polygon'); else outline.stop(); },
    close() { resizing?.disconnect(); outline.close(); map.setTarget(undefined); },
  };
}
