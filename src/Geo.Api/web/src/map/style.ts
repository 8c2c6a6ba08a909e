import { getCenter, getHeight, getWidth } from 'ol/extent.js';
import type { FeatureLike } from 'ol/Feature.js';
import Point from 'ol/geom/Point.js';
import Fill from 'ol/style/Fill.js';
import Icon from 'ol/style/Icon.js';
import Stroke from 'ol/style/Stroke.js';
import Style from 'ol/style/Style.js';
import type { StyleFunction } from 'ol/style/Style.js';
import Text from 'ol/style/Text.js';
import { barsOf, barWidth, classified, classOf, corners } from '../status.js';
import type { StatusClass } from '../status.js';
import { titleOf } from '../facts.js';

/** Below this size in pixels a polygon is shown by its sign alone. */
const signOnly = 9;
const ink = '#1d2326';
/** A warning triangle; the status "in progress" is a triangle too, orange and without a bar. */
const alertSign: StatusClass = { key: '', colour: '#ff8a80', shape: 'triangle', bars: 1, zh: '', en: '' };

/** How a layer is drawn. */
export function styleOf(layer: string): StyleFunction {
  const classes = classified[layer];
  if (classes) {
    const made = new Map(([...classes.list, classes.other]).map((c) => [c.key, statusStyles(c, layer === 'detections')]));
    return (feature, resolution) => {
      const styles = made.get(classOf(classes, feature.get(classes.property)).key);
      if (!styles) return [];
      const extent = feature.getGeometry()?.getExtent();
      const small = extent === undefined || Math.max(getWidth(extent), getHeight(extent)) / resolution < signOnly;
      return small ? [styles.sign] : [styles.casing, styles.outline, styles.sign];
    };
  }
  switch (layer) {
    case 'towns': {
      const line = new Style({ stroke: new Stroke({ color: 'rgba(255,255,255,0.75)', width: 3 }) });
      const dash = new Style({ stroke: new Stroke({ color: '#5b6670', width: 1.2, lineDash: [7, 3, 1.5, 3] }) });
      const label = new Style({ text: label_('#39434b') });
      return (feature, resolution) => {
        label.getText()?.setText(resolution < 90 ? titleOf('', feature.getProperties()) : '');
        return [line, dash, label];
      };
    }
    case 'rivers': return plain('#2f7fb8', 1.8, 'rgba(86,180,233,0.35)');
    case 'sensitive-areas': return plain('#6a3d9a', 1.6, hatch('#6a3d9a'), [2, 3]);
    case 'alerts': return plain('#b3261e', 2, 'rgba(179,38,30,0.10)', [5, 3], alertSign);
    case 'key-control-areas': return plain('#1d2326', 1.8, 'rgba(29,35,38,0.04)', [10, 5]);
    default: return plain('#5b6670', 1.5, 'rgba(91,102,112,0.12)');
  }
}

/** Drawn over the selected item. */
export const selection: Style[] = [
  new Style({ stroke: new Stroke({ color: '#fff', width: 7 }), zIndex: 1 }),
  new Style({ stroke: new Stroke({ color: '#0b5cad', width: 3.5 }), zIndex: 2 }),
  new Style({
    geometry: centre, zIndex: 3,
    image: new Icon({ img: halo(), scale: 0.5 }),
  }),
];

/** A sign as a picture of twice its size, so that it is sharp on dense screens. */
export function signImage(status: StatusClass, radius: number): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  const size = Math.ceil(radius * 2 * 2 + 8);
  canvas.width = size;
  canvas.height = size;
  const c = canvas.getContext('2d');
  if (!c) return canvas;
  c.translate(size / 2, size / 2);
  c.beginPath();
  const points = corners(status.shape);
  const r = radius * 2 * (status.shape === 'ring' ? 0.8 : 0.95);
  if (points) for (const [x, y] of points) c.lineTo(x * r, y * r);
  else c.arc(0, 0, r, 0, 2 * Math.PI);
  c.closePath();
  c.lineJoin = 'round';
  if (status.shape === 'ring') {
    c.strokeStyle = ink; c.lineWidth = 7; c.stroke();
    c.fillStyle = '#fff'; c.fill();
    c.strokeStyle = status.colour; c.lineWidth = 4.5; c.stroke();
  } else {
    c.strokeStyle = '#fff'; c.lineWidth = 5; c.stroke();
    c.strokeStyle = ink; c.lineWidth = 2; c.stroke();
    c.fillStyle = status.colour; c.fill();
    c.fillStyle = ink;
    for (const x of barsOf(status)) c.fillRect(x * r, -0.4 * r, barWidth * r, 0.95 * r);
  }
  return canvas;
}

function statusStyles(status: StatusClass, dashed: boolean): { casing: Style; outline: Style; sign: Style } {
  const dash = dashed ? { lineDash: [6, 3] } : {};
  return {
    casing: new Style({ stroke: new Stroke({ color: 'rgba(29,35,38,0.65)', width: 3.6 }), fill: new Fill({ color: `${status.colour}26` }) }),
    outline: new Style({ stroke: new Stroke({ color: status.colour, width: 2, ...dash }) }),
    sign: new Style({ geometry: centre, image: new Icon({ img: signImage(status, dashed ? 5 : 6), scale: 0.5 }) }),
  };
}

function plain(colour: string, width: number, fill: string | CanvasPattern, lineDash?: number[], always?: StatusClass): StyleFunction {
  const casing = new Style({ stroke: new Stroke({ color: 'rgba(255,255,255,0.7)', width: width + 1.6 }) });
  const line = new Style({ stroke: new Stroke({ color: colour, width, ...(lineDash ? { lineDash } : {}) }), fill: new Fill({ color: fill }) });
  const sign = new Style({ geometry: (f) => (always !== undefined ? above(f) : f.getGeometry()?.getType().endsWith('Point') ? centre(f) : undefined), image: new Icon({ img: signImage(always ?? { key: '', colour, shape: 'square', bars: 0, zh: '', en: '' }, always === undefined ? 5 : 7), scale: 0.5 }) });
  return () => [casing, line, sign];
}

function centre(feature: FeatureLike): Point | undefined {
  const extent = feature.getGeometry()?.getExtent();
  return extent ? new Point(getCenter(extent)) : undefined;
}

/** The upper edge: the middle is left to the sign of the site itself. */
function above(feature: FeatureLike): Point | undefined {
  const extent = feature.getGeometry()?.getExtent();
  return extent ? new Point([((extent[0] ?? 0) + (extent[2] ?? 0)) / 2, extent[3] ?? 0]) : undefined;
}

function label_(colour: string): Text {
  return new Text({
    font: '500 12px "Noto Sans CJK SC","Microsoft YaHei","PingFang SC",sans-serif', overflow: true,
    fill: new Fill({ color: colour }), stroke: new Stroke({ color: 'rgba(255,255,255,0.9)', width: 3.5 }),
  });
}

function hatch(colour: string): CanvasPattern | string {
  const canvas = document.createElement('canvas');
  canvas.width = 8;
  canvas.height = 8;
  const c = canvas.getContext('2d');
  if (!c) return 'rgba(106,61,154,0.15)';
  c.strokeStyle = colour;
  c.globalAlpha = 0.45;
  c.beginPath();
  c.moveTo(-2, 10); c.lineTo(10, -2); c.moveTo(-2, 2); c.lineTo(2, -2); c.moveTo(6, 10); c.lineTo(10, 6);
  c.stroke();
  return c.createPattern(canvas, 'repeat') ?? 'rgba(106,61,154,0.15)';
}

function halo(): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.width = 52;
  canvas.height = 52;
  const c = canvas.getContext('2d');
  if (!c) return canvas;
  for (const [colour, width] of [['#fff', 9], ['#0b5cad', 5]] as const) {
    c.beginPath();
    c.arc(26, 26, 20, 0, 2 * Math.PI);
    c.strokeStyle = colour;
    c.lineWidth = width;
    c.stroke();
  }
  return canvas;
}
