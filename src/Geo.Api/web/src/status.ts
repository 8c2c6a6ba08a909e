import table from '../../../../data/styles/status.json';
import { svg } from './dom.js';
import type { Lang } from './route.js';

export type Shape = 'circle' | 'ring' | 'triangle' | 'square' | 'diamond' | 'cross' | 'heap';
export interface StatusClass { key: string; colour: string; shape: Shape; bars: number; zh: string; en: string }
export interface Classes { property: string; list: StatusClass[]; other: StatusClass }

type Row = Omit<StatusClass, 'key' | 'shape' | 'bars'> & { shape: string; bars?: number };
const other: StatusClass = { key: '', bars: 0, ...table.other, shape: table.other.shape as Shape };
const read = (of: { property: string; classes: Record<string, Row> }): Classes => ({
  property: of.property, other,
  list: Object.entries(of.classes).map(([key, c]) => ({ key, ...c, bars: c.bars ?? 0, shape: c.shape as Shape })),
});

/** The layers that are drawn by a property, and how. */
export const classified: Record<string, Classes> = {
  'mine-sites': read(table.mine_site),
  dumps: read(table.dump),
  detections: read(table.detection),
  'import-rows': read(table.import_row),
};

/** The class of a value; the class "not stated" for a value outside the table. */
export function classOf(classes: Classes, value: unknown): StatusClass {
  return classes.list.find((c) => c.key === value) ?? classes.other;
}

export function nameOf(status: StatusClass, lang: Lang): string {
  return lang === 'zh' ? status.zh : status.en;
}

/** Corners of a shape in a box from -1 to 1, y downwards; null for round ones. */
export function corners(shape: Shape): [number, number][] | null {
  switch (shape) {
    case 'triangle': return [[0, -1], [0.95, 0.75], [-0.95, 0.75]];
    case 'square': return [[-0.82, -0.82], [0.82, -0.82], [0.82, 0.82], [-0.82, 0.82]];
    case 'diamond': return [[0, -1.05], [1.05, 0], [0, 1.05], [-1.05, 0]];
    case 'cross': return [[-0.95, -0.5], [-0.5, -0.95], [0, -0.45], [0.5, -0.95], [0.95, -0.5], [0.45, 0], [0.95, 0.5], [0.5, 0.95], [0, 0.45], [-0.5, 0.95], [-0.95, 0.5], [-0.45, 0]];
    case 'heap': return [[-0.55, -0.7], [0.55, -0.7], [1.15, 0.85], [-1.15, 0.85]];
    default: return null;
  }
}

/** Left edges of a sign's bars in the same box; each is {@link barWidth} wide, from -0.4 to 0.55. */
export function barsOf(status: StatusClass): number[] {
  const pitch = 0.42;
  return Array.from({ length: status.bars }, (_, i) => (i - (status.bars - 1) / 2) * pitch - barWidth / 2);
}
export const barWidth = 0.2;

/** The sign of a status for legends and lists; its name always stands beside it. */
export function sign(status: StatusClass, size = 12): SVGSVGElement {
  const points = corners(status.shape);
  const paint = status.shape === 'ring'
    ? { fill: '#fff', stroke: status.colour, 'stroke-width': 0.5 }
    : { fill: status.colour, stroke: '#1d2326', 'stroke-width': 0.16, 'stroke-linejoin': 'round' };
  return svg('svg', { class: 'sign', width: size, height: size, viewBox: '-1.25 -1.25 2.5 2.5', 'aria-hidden': 'true' },
    points
      ? svg('polygon', { points: points.map((p) => p.join(',')).join(' '), ...paint })
      : svg('circle', { r: status.shape === 'ring' ? 0.75 : 0.95, ...paint }),
    ...barsOf(status).map((x) => svg('rect', { x, y: -0.4, width: barWidth, height: 0.95, fill: '#1d2326' })));
}
