import { svg } from '../../dom.js';
import { number, percent } from '../../format.js';
import { t } from '../../texts.js';
import type { Advice } from './advice.js';

const width = 288, height = 128, left = 34, right = 8, top = 8, bottom = 30;

/** F1 over the number of labelled areas: all classes, and those that surveys report. */
export function learningCurve(points: Advice['learning_curve']): SVGSVGElement | null {
  const seen = points.filter((p) => p.macro_f1 !== null || p.reported_f1 !== null).sort((a, b) => a.areas - b.areas);
  if (seen.length < 2) return null;
  const most = seen.at(-1)?.areas ?? 1;
  const x = (areas: number): number => left + areas / most * (width - left - right);
  const y = (f1: number): number => top + (1 - f1) * (height - top - bottom);
  const path = (pick: (p: Advice['learning_curve'][number]) => number | null): string =>
    seen.flatMap((p) => { const v = pick(p); return v === null ? [] : [`${x(p.areas).toFixed(1)} ${y(v).toFixed(1)}`]; }).map((at, i) => (i === 0 ? 'M' : 'L') + at).join('');
  const dots = seen.flatMap((p) => ([['dot', p.macro_f1], ['dot of-reported', p.reported_f1]] as const).flatMap(([kind, v]) => (v === null ? [] : [
    svg('circle', { class: kind, cx: x(p.areas), cy: y(v), r: 3 }, svg('title', {}, `${number(p.areas)} · ${percent(v, 1)}`))])));
  return svg('svg', { class: 'curve learning', viewBox: `0 0 ${width} ${height}`, role: 'img', 'aria-label': t('advice.curve', { n: seen.length }) },
    ...[0, 0.5, 1].flatMap((v) => [svg('line', { class: 'grid', x1: left, x2: width - right, y1: y(v), y2: y(v) }), svg('text', { x: left - 4, y: y(v) + 3.5, 'text-anchor': 'end' }, percent(v))]),
    svg('path', { class: 'cover', d: path((p) => p.macro_f1) }), svg('path', { class: 'reference', d: path((p) => p.reported_f1) }), ...dots,
    ...seen.map((p, i) => svg('text', { x: x(p.areas), y: height - 16, 'text-anchor': i === seen.length - 1 ? 'end' : 'middle' }, number(p.areas))),
    svg('text', { x: (left + width) / 2, y: height - 3, 'text-anchor': 'middle' }, t('advice.areas')));
}
