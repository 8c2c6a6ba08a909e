import { svg } from '../dom.js';
import { day, percent } from '../format.js';
import { t } from '../texts.js';

export interface Observed { at: string; cover: number | null; reference: number | null; valid: number | null; scene: string | null; recovery: number | null }

const width = 288, height = 116, left = 30, right = 6, top = 8, bottom = 18;

/** Vegetation cover over time with the reference cover of the same dates; little seen is drawn hollow. */
export function coverCurve(rows: Observed[]): SVGSVGElement | null {
  const seen = rows.filter((r) => r.cover !== null && !Number.isNaN(Date.parse(r.at)));
  if (seen.length < 2) return null;
  const times = seen.map((r) => Date.parse(r.at));
  const [from, to] = [Math.min(...times), Math.max(...times)];
  const most = Math.max(0.1, ...seen.flatMap((r) => [r.cover ?? 0, r.reference ?? 0]));
  const ceiling = Math.min(1, Math.ceil(most * 5) / 5);
  const x = (at: number): number => left + (at - from) / Math.max(1, to - from) * (width - left - right);
  const y = (share: number): number => top + (1 - Math.min(share, ceiling) / ceiling) * (height - top - bottom);
  const path = (pick: (r: Observed) => number | null): string => {
    let pen = 'M';
    return seen.map((r) => {
      const value = pick(r);
      if (value === null) return '';
      const part = `${pen}${x(Date.parse(r.at)).toFixed(1)} ${y(value).toFixed(1)}`;
      pen = 'L';
      return part;
    }).join('');
  };
  const grid = [0, ceiling / 2, ceiling].map((share) => [
    svg('line', { class: 'grid', x1: left, x2: width - right, y1: y(share), y2: y(share) }),
    svg('text', { x: left - 4, y: y(share) + 3.5, 'text-anchor': 'end' }, percent(share)),
  ]).flat();
  const dots = seen.map((r) => svg('circle', {
    class: (r.valid ?? 1) < 0.5 ? 'dot thin' : 'dot', cx: x(Date.parse(r.at)), cy: y(r.cover ?? 0), r: 3,
  }, svg('title', {}, `${day(r.at)} ${percent(r.cover ?? 0)}`)));
  const first = seen[0], last = seen[seen.length - 1];
  return svg('svg', { class: 'curve', viewBox: `0 0 ${width} ${height}`, role: 'img', 'aria-label': t('card.curve', { n: seen.length }) },
    ...grid,
    svg('path', { class: 'reference', d: path((r) => r.reference) }),
    svg('path', { class: 'cover', d: path((r) => r.cover) }),
    ...dots,
    svg('text', { x: left, y: height - 4 }, day(first?.at ?? '')),
    svg('text', { x: width - right, y: height - 4, 'text-anchor': 'end' }, day(last?.at ?? '')));
}
