import type { Geometry } from 'geojson';
import { fromLonLat, toLonLat } from 'ol/proj.js';
import { sceneImage } from '../api.js';
import type { Scene } from '../api.js';
import { fill, h, svg } from '../dom.js';
import { t } from '../texts.js';
import { covering, outline, squareRound } from '../review/pictures.js';

const pixels = 560;
const leastSide = 240;

/** A dump from above with its outline; points and a line can be drawn on it, and a place picked. */
export function makeGround(code: string, geometry: Geometry | null, scenes: readonly Scene[], pick?: (lon: number, lat: number) => void): { element: HTMLElement; draw(points: readonly { at: [number, number]; label: string; state: string }[], line: readonly [number, number][]): void } {
  const box = squareRound(geometry, leastSide);
  if (box === null) return { element: h('p', { class: 'quiet' }, t('review.noPlace')), draw: () => undefined };
  const [west = 0, south = 0, east = 1, north = 1] = box;
  const scene = covering({ type: 'Feature', geometry, properties: {} }, scenes)[0] ?? null;
  const marks = svg('svg', { viewBox: `0 0 ${pixels} ${pixels}`, class: 'ground-marks', 'aria-hidden': 'true' });
  const frame = h('div', { class: `frame ground${pick ? ' pickable' : ''}`, onclick: (event) => {
    if (!pick) return;
    const rect = frame.getBoundingClientRect();
    const mouse = event as MouseEvent;
    const [lon = 0, lat = 0] = toLonLat([west + (mouse.clientX - rect.left) / rect.width * (east - west), north - (mouse.clientY - rect.top) / rect.height * (north - south)]);
    pick(lon, lat);
  } }, scene === null ? null : h('img', { src: sceneImage(scene.id, box, pixels, pixels, 'natural'), width: pixels, height: pixels, alt: t('dumps.ground', { code }) }), outline(box, geometry, pixels), marks);
  const at = ([lon, lat]: readonly [number, number]): [number, number] => {
    const [x = 0, y = 0] = fromLonLat([lon, lat]);
    return [(x - west) / (east - west) * pixels, (north - y) / (north - south) * pixels];
  };
  return {
    element: frame,
    draw(points, line) {
      fill(marks,
        line.length > 0 && svg('polyline', { class: 'cut', points: line.map(at).map((p) => p.map((v) => v.toFixed(1)).join(',')).join(' ') }),
        ...line.map(at).map(([x, y]) => svg('circle', { class: 'cut-end', cx: x.toFixed(1), cy: y.toFixed(1), r: 6 })),
        ...points.map((p) => { const [x, y] = at(p.at); return svg('g', { class: `sample ${p.state}`, transform: `translate(${x.toFixed(1)},${y.toFixed(1)})` }, svg('circle', { r: 11 }), svg('text', { y: 4, 'text-anchor': 'middle' }, p.label)); }));
    },
  };
}
