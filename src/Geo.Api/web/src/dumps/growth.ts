import type { App } from '../app.js';
import { h, svg } from '../dom.js';
import { day, hectares, mu, number } from '../format.js';
import { said } from '../remark.js';
import { t } from '../texts.js';
import type { DumpSheet, Seen } from './api.js';
import { growthText } from './signs.js';

const [width, height, left, bottom, top] = [560, 200, 62, 26, 12];

/** How large each survey saw the dump, and how fast it grows; what is missing where that cannot be said. */
export function growthPanel(sheet: DumpSheet, app: App): HTMLElement {
  const g = sheet.growth;
  return h('div', {},
    g.perYear === null
      ? h('p', { class: 'missing', id: 'dump-growth' }, h('strong', {}, t('fact.noEvidence')), ' ', said(g.missing, g.missing?.english) ?? '')
      : h('p', { id: 'dump-growth' }, h('strong', {}, t('dumps.perYear', { growth: growthText(g.perYear, g.low, g.high) })), ' ', h('span', { class: 'quiet' }, t(g.method === 'theil_sen' ? 'dumps.theilSen' : 'dumps.leastSquares', { n: g.series.length }))),
    g.series.length > 0 && picture(g.series, g.perYear),
    g.series.length > 0 && h('div', { class: 'table-box' }, h('table', { class: 'list plain' },
      h('thead', {}, h('tr', {}, ...[t('site.when'), t('dumps.seenArea'), t('card.source')].map((x) => h('th', { scope: 'col' }, x)))),
      h('tbody', {}, ...g.series.map((s) => h('tr', {}, h('td', {}, day(s.at)), h('td', { class: 'n' }, t('area', { hectares: hectares(s.areaM2), mu: mu(s.areaM2) })),
        h('td', {}, h('button', { type: 'button', class: 'link', onclick: () => app.go({ room: 'review', survey: s.survey }) }, s.survey))))))));
}

function picture(series: readonly Seen[], slope: number | null): SVGSVGElement {
  const times = series.map((s) => Date.parse(s.at)), areas = series.map((s) => s.areaM2);
  const [from, to] = [Math.min(...times), Math.max(...times)];
  const highest = Math.max(...areas) * 1.15;
  const x = (time: number): number => (to === from ? (left + width) / 2 : left + 12 + (time - from) / (to - from) * (width - left - 30));
  const y = (area: number): number => top + (1 - area / highest) * (height - top - bottom);
  const mean = (of: readonly number[]): number => of.reduce((a, b) => a + b, 0) / of.length;
  const year = 365.25 * 86_400_000;
  const line = (time: number): number => mean(areas) + (slope ?? 0) * (time - mean(times)) / year;
  return svg('svg', { class: 'growth-chart', viewBox: `0 0 ${width} ${height}`, role: 'img', 'aria-label': t('dumps.growthChart', { n: series.length, from: day(series[0]?.at ?? ''), to: day(series.at(-1)?.at ?? '') }) },
    ...[0, 0.5, 1].map((share) => svg('g', { class: 'tick' }, svg('line', { x1: left, x2: width - 6, y1: y(highest * share), y2: y(highest * share) }), svg('text', { x: left - 6, y: y(highest * share) + 4, 'text-anchor': 'end' }, `${number(highest * share / 10_000, 2)} ha`))),
    slope !== null && svg('line', { class: 'trend', x1: x(from), x2: x(to), y1: y(line(from)), y2: y(line(to)) }),
    ...series.map((s) => svg('circle', { class: 'seen', cx: x(Date.parse(s.at)), cy: y(s.areaM2), r: 4.5 })),
    ...series.map((s, i) => (i === 0 || i === series.length - 1 ? svg('text', { x: x(Date.parse(s.at)), y: height - 8, 'text-anchor': i === 0 ? 'start' : 'end' }, day(s.at)) : null)));
}
