import type { Geometry, Position } from 'geojson';
import { fromLonLat } from 'ol/proj.js';
import { sceneImage } from '../api.js';
import type { Item, Scene } from '../api.js';
import { fill, h, svg } from '../dom.js';
import { day } from '../format.js';
import { t } from '../texts.js';

const pixels = 640;
/** Least side of a picture in EPSG:3857 metres: a small heap needs its surroundings. */
const leastSide = 700;

/** One place at two dates, its outline drawn on both; `side` is the least side of the pictures in EPSG:3857 metres. */
export function makePictures(): { element: HTMLElement; show(item: Item, scenes: readonly Scene[], side?: number): void } {
  const element = h('div', { class: 'pictures' });
  return {
    element,
    show(item, scenes, side = leastSide) {
      const box = squareRound(item.geometry, side);
      if (!box) { fill(element, h('p', { class: 'quiet' }, t('review.noPlace'))); return; }
      const over = covering(item, scenes);
      const own = Array.isArray(item.properties.scene_ids) ? item.properties.scene_ids.map(String) : [];
      const after = over.find((s) => own.includes(s.id)) ?? over[0] ?? null;
      const before = [...over].reverse().find((s) => after !== null && s.acquired_at < after.acquired_at && s.profile === after.profile)
        ?? over.find((s) => s !== after) ?? null;
      fill(element, picture('review.before', before, over, box, item.geometry), picture('review.after', after, over, box, item.geometry));
    },
  };
}

/** Optical scenes that hold the middle of a detection, the youngest first. */
export function covering(item: Item, scenes: readonly Scene[]): Scene[] {
  const all = positions(item.geometry);
  if (all.length === 0) return [];
  const lons = all.map((p) => p[0] ?? 0), lats = all.map((p) => p[1] ?? 0);
  const lon = (Math.min(...lons) + Math.max(...lons)) / 2, lat = (Math.min(...lats) + Math.max(...lats)) / 2;
  return scenes
    .filter((s) => s.profile !== 'dem' && s.profile !== 'dsm' && s.bbox !== null && s.bbox[0] <= lon && lon <= s.bbox[2] && s.bbox[1] <= lat && lat <= s.bbox[3])
    .sort((a, b) => b.acquired_at.localeCompare(a.acquired_at));
}

function picture(label: 'review.before' | 'review.after', chosen: Scene | null, scenes: readonly Scene[], box: number[], geometry: Geometry | null): HTMLElement {
  const image = h('img', { width: pixels, height: pixels, alt: '' });
  const show = (scene: Scene): void => {
    image.src = sceneImage(scene.id, box, pixels, pixels, 'natural');
    image.alt = `${t(label)} ${day(scene.acquired_at)}`;
  };
  if (!chosen) return h('figure', {}, h('figcaption', {}, t(label)), h('p', { class: 'quiet' }, t('review.noScene')));
  const choice = h('select', { 'aria-label': t(label), onchange: () => { const scene = scenes.find((s) => s.id === choice.value); if (scene) show(scene); } },
    ...scenes.map((s) => h('option', { value: s.id, selected: s.id === chosen.id }, `${day(s.acquired_at)} · ${s.profile}`)));
  show(chosen);
  return h('figure', {}, h('figcaption', {}, h('span', {}, t(label)), choice), h('div', { class: 'frame' }, image, outline(box, geometry, pixels)));
}

/** A geometry's outline over a picture of a box, `size` pixels wide and high. */
export function outline(box: number[], geometry: Geometry | null, size: number): SVGSVGElement {
  const [west = 0, , east = 1, north = 1] = box;
  const scale = size / (east - west);
  const path = rings(geometry).map((ring) => `M${ring.map((p) => {
    const [x = 0, y = 0] = fromLonLat([p[0] ?? 0, p[1] ?? 0]);
    return `${((x - west) * scale).toFixed(1)},${((north - y) * scale).toFixed(1)}`;
  }).join('L')}Z`).join('');
  return svg('svg', { viewBox: `0 0 ${size} ${size}`, 'aria-hidden': 'true' }, svg('path', { class: 'halo', d: path }), svg('path', { class: 'line', d: path }));
}

/** A square round a geometry in EPSG:3857: west, south, east, north. */
export function squareRound(geometry: Geometry | null, side: number): number[] | null {
  const all = positions(geometry).map((p) => fromLonLat([p[0] ?? 0, p[1] ?? 0]));
  if (all.length === 0) return null;
  const xs = all.map((p) => p[0] ?? 0), ys = all.map((p) => p[1] ?? 0);
  const [left, right, low, high] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const half = Math.max(side, 2.2 * Math.max(right - left, high - low)) / 2;
  const [x, y] = [(left + right) / 2, (low + high) / 2];
  return [x - half, y - half, x + half, y + half];
}

function positions(geometry: Geometry | null): Position[] {
  return rings(geometry).flat();
}

function rings(geometry: Geometry | null): Position[][] {
  if (geometry?.type === 'Polygon') return geometry.coordinates;
  return geometry?.type === 'MultiPolygon' ? geometry.coordinates.flat() : [];
}
