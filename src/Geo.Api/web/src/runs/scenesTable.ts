import { sceneImage } from '../api.js';
import type { Scene } from '../api.js';
import type { App } from '../app.js';
import { h } from '../dom.js';
import { day, percent } from '../format.js';
import { profileName } from '../map/scenePanel.js';
import { shiftLine } from '../map/shiftLine.js';
import { t } from '../texts.js';

const radius = 6378137;

/** Scenes with what is known of their quality; the footprint leads to the map. */
export function scenesTable(scenes: Scene[], app: App): HTMLElement {
  if (scenes.length === 0) return h('p', { class: 'empty' }, t('scenes.empty'));
  return h('table', { class: 'list scenes' },
    h('thead', {}, h('tr', {}, ...(['scenes.picture', 'scenes.date', 'scenes.sensor', 'scenes.valid', 'scenes.cloud', 'scenes.footprint'] as const).map((k) => h('th', { scope: 'col' }, t(k))))),
    h('tbody', {}, ...scenes.map((s) => h('tr', {},
      h('td', { class: 'thumb' }, thumb(s)),
      h('td', { class: 'n' }, day(s.acquired_at), h('span', { class: 'id' }, s.id)),
      h('td', {}, profileName(s.profile), s.synthetic && h('span', { class: 'tag' }, t('scenes.synthetic')), s.mask_origin === 'own' && h('span', { class: 'tag' }, t('scene.ownMask')), shift(s)),
      share(s.valid_share, false), share(s.cloud_share, true),
      h('td', {}, h('button', { type: 'button', class: 'link', onclick: () => app.go({ room: 'map', scene: s.id, before: null, selected: null, view: viewOf(s) }) }, t('scenes.show')))))));
}

function shift(scene: Scene): HTMLElement | null {
  const line = shiftLine(scene);
  return line && h('div', { class: line.off ? 'note-box' : 'quiet' }, line.text);
}

function share(value: number | null, dark: boolean): HTMLElement {
  if (value === null) return h('td', { class: 'missing' }, t('fact.noEvidence'));
  return h('td', { class: 'n' }, h('span', { class: dark ? 'meter cloud' : 'meter', 'aria-hidden': 'true' }, h('i', { style: `width:${(value * 100).toFixed(0)}%` })), percent(value));
}

function thumb(scene: Scene): HTMLElement | null {
  if (!scene.bbox) return null;
  const [w, s, e, n] = scene.bbox;
  const x = (lon: number): number => lon / 180 * Math.PI * radius;
  const y = (lat: number): number => Math.log(Math.tan(Math.PI / 4 + lat / 360 * Math.PI)) * radius;
  const box = [x(w), y(s), x(e), y(n)];
  const ratio = (y(n) - y(s)) / (x(e) - x(w));
  const height = Math.max(16, Math.min(96, Math.round(96 * ratio)));
  return h('img', { src: sceneImage(scene.id, box, 96, height, 'natural'), width: 96, height, alt: '', loading: 'lazy', decoding: 'async' });
}

function viewOf(scene: Scene): { lon: number; lat: number; zoom: number } | null {
  if (!scene.bbox) return null;
  const [w, s, e, n] = scene.bbox;
  // 360 degrees are 256 pixels at zoom 0; some 900 pixels of map are free.
  const zoom = Math.min(17, Math.log2(360 / Math.max(e - w, 1e-4) * 900 / 256));
  return { lon: (w + e) / 2, lat: (s + n) / 2, zoom };
}
