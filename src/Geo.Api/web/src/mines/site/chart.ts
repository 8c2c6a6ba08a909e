import { h, fill, svg } from '../../dom.js';
import { day, number, percent } from '../../format.js';
import { profileName } from '../../map/scenePanel.js';
import { language, maybe, t } from '../../texts.js';
import { num } from '../../http.js';
import type { Observed, Sheet } from '../api.js';
import { statusClass } from '../progressPanel.js';
import { nameOf } from '../../status.js';
import { ratioText } from '../tell.js';
import { axisOf, yearsBetween } from './axis.js';

const left = 46, right = 36, gap = 30;
/** Two-sided 90 % of a normal: each season's ratio is shown with it; the test has its own t. */
const z90 = 1.645;
const markers = ['circle', 'square', 'triangle', 'diamond'] as const;

/** Cover over time with its reference band, and beneath it the seasons' ratio to the reference with the line that the test asks for. */
export function makeChart(sheet: Sheet): { element: HTMLElement; draw(): void; close(): void } {
  const seen = sheet.observations.filter((o) => o.cover !== null || o.reference !== null);
  const canvas = h('div', { class: 'site-chart' });
  const sensors = [...new Set(seen.map((o) => o.sensor ?? ''))].sort();
  const element = h('div', {}, canvas, key(), h('details', {}, h('summary', {}, t('site.numbers')), numbers(sheet)));
  if (seen.length === 0) {
    fill(element, h('p', { class: 'quiet' }, t('card.noObservations')));
    return { element, draw: () => undefined, close: () => undefined };
  }
  let drawnAt = 0;
  const draw = (): void => {
    const width = Math.max(300, Math.floor(canvas.clientWidth === 0 ? 640 : canvas.clientWidth));
    if (width === drawnAt) return;
    drawnAt = width;
    fill(canvas, picture(width));
  };
  const resizing = 'ResizeObserver' in window ? new ResizeObserver(() => requestAnimationFrame(draw)) : null;
  resizing?.observe(canvas);
  return { element, draw, close: () => resizing?.disconnect() };

  function picture(width: number): SVGSVGElement {
    const phone = width < 460;
    const coverHeight = phone ? 150 : 180, ratioHeight = phone ? 100 : 116, top = 18;
    const ratioTop = top + coverHeight + gap, height = ratioTop + ratioHeight + 22;
    const dueAt = sheet.plan?.dueAt ?? null;
    const decided = sheet.history.filter((s) => s.source === 'decision' || s.source === 'undo');
    // The axis holds what was observed and the plan's end; a decision of years later would press the curve flat.
    const times = [...seen.map((o) => o.at), ...(dueAt === null ? [] : [dueAt]), ...sheet.changes.map((c) => c.at)].map((a) => Date.parse(a)).filter(Number.isFinite);
    const [from, to] = [Math.min(...times), Math.max(...times, ...decided.map((d) => Date.parse(d.at)).filter(Number.isFinite))];
    const pad = (to - from) * 0.02 + 20 * 86_400_000;
    const x = axisOf(from - pad, to + pad, left, width - right);
    const most = Math.max(0.2, ...seen.flatMap((o) => [(o.cover ?? 0) + (o.error ?? 0), (o.reference ?? 0) + (o.spread ?? 0)]));
    const ceiling = Math.min(1, Math.ceil(most * 5) / 5);
    const y = axisOf(0, ceiling, top + coverHeight, top);
    const share = num(sheet.verdict?.options.share) ?? 0.9;
    const tops = sheet.seasons.map((s) => s.ratio + z90 * (s.error ?? 0));
    const highest = Math.min(2, Math.max(1.1, Math.ceil(Math.max(0, ...tops) * 5) / 5));
    const r = axisOf(0, highest, ratioTop + ratioHeight, ratioTop);
    const years = yearsBetween(from - pad, to + pad);
    const every = Math.ceil(years.length / (phone ? 5 : 12));
    const line = (x1: number, x2: number, y1: number, y2: number, kind: string): SVGLineElement => svg('line', { class: kind, x1, x2, y1, y2 });
    const label = (text: string, at: number, y_: number, anchor = 'middle', kind = ''): SVGTextElement => svg('text', { x: at, y: y_, 'text-anchor': anchor, class: kind }, text);
    const at = (instant: string): number => x(Date.parse(instant));

    const grid = [
      ...[0, ceiling / 2, ceiling].flatMap((v) => [line(left, width - right, y(v), y(v), 'grid'), label(percent(v), left - 5, y(v) + 4, 'end')]),
      ...[0, 0.5, 1].filter((v) => v <= highest).flatMap((v) => [line(left, width - right, r(v), r(v), 'grid'), label(number(v, 1), left - 5, r(v) + 4, 'end')]),
      ...years.flatMap((year, i) => [line(x(year.at), x(year.at), top, ratioTop + ratioHeight, 'grid'), i % every === 0 ? label(String(year.year), x(year.middle), height - 6) : null]).filter((n) => n !== null),
      label(t('site.axis.cover'), left, 12, 'start', 'axis'), label(t('site.axis.ratio'), left, ratioTop - 8, 'start', 'axis'),
    ];
    const withReference = seen.filter((o) => o.reference !== null);
    const band = withReference.filter((o) => o.spread !== null);
    const limits = (sign: number): string[] => band.map((o) => `${at(o.at).toFixed(1)} ${y(Math.max(0, Math.min(ceiling, (o.reference ?? 0) + sign * (o.spread ?? 0)))).toFixed(1)}`);
    const referenceParts = [
      band.length > 1 ? svg('path', { class: 'band', d: `M${[...limits(1), ...limits(-1).reverse()].join('L')}Z` }) : null,
      withReference.length > 1 ? svg('path', { class: 'reference', d: `M${withReference.map((o) => `${at(o.at).toFixed(1)} ${y(o.reference ?? 0).toFixed(1)}`).join('L')}` }) : null,
    ].filter((n) => n !== null);
    const dots = seen.filter((o) => o.cover !== null).map((o) => {
      const [cx, cover, error] = [at(o.at), o.cover ?? 0, o.error];
      return svg('g', {}, error === null ? svg('g') : line(cx, cx, y(Math.max(0, cover - error)), y(Math.min(ceiling, cover + error)), 'error-bar'),
        marker(o, cx, y(Math.min(ceiling, cover))), svg('title', {}, pointTitle(o)));
    });
    const ratios = sheet.seasons.map((s) => {
      const cx = (at(s.from) + at(s.to)) / 2;
      const [low, high] = [s.ratio - z90 * (s.error ?? 0), s.ratio + z90 * (s.error ?? 0)];
      return svg('g', {}, s.error === null ? svg('g') : line(cx, cx, r(Math.max(0, low)), r(Math.min(highest, high)), 'error-bar'),
        svg('rect', { class: 'ratio', x: cx - 4, y: r(Math.min(highest, s.ratio)) - 4, width: 8, height: 8 }),
        svg('title', {}, t('site.seasonTitle', { year: s.year, ratio: s.error === null ? number(s.ratio, 2) : ratioText(s.ratio, low, high) ?? '', scenes: s.scenes.length })));
    });
    const vertical = (instant: string, kind: string, title: string, text: string, row: number): SVGGElement => {
      const cx = at(instant);
      const anchor = cx > width - 90 ? 'end' : 'start';
      return svg('g', { class: `mark ${kind}` }, line(cx, cx, top, ratioTop + ratioHeight, ''), label(text, cx + (anchor === 'end' ? -4 : 4), top + 11 + 13 * row, anchor), svg('title', {}, title));
    };
    const marks = [
      ...(dueAt === null ? [] : [vertical(dueAt, 'due', t('site.due', { date: day(dueAt) }), t('site.dueShort', { year: day(dueAt).slice(0, 4) }), 0)]),
      ...sheet.changes.map((c) => vertical(c.at, 'change', `${maybe(`value.kind.${c.kind}`) ?? c.kind} ${day(c.at)}`, maybe(`value.kind.${c.kind}`) ?? c.kind, 1)),
      ...decided.map((d) => vertical(d.at, 'decision', `${maybe(`value.source.${d.source}`) ?? d.source}: ${nameOf(statusClass(d.status), language())} ${day(d.at)}`, '▼', 2)),
    ];
    return svg('svg', { class: 'curve', width, height, viewBox: `0 0 ${width} ${height}`, role: 'img', 'aria-label': t('site.chartLabel', { n: seen.length, seasons: sheet.seasons.length }) },
      ...grid, ...referenceParts,
      line(left, width - right, r(share), r(share), 'wanted'), label(number(share, 2), width - right + 5, r(share) + 4, 'start', 'wanted-label'),
      ...marks, ...dots, ...ratios);
  }

  function marker(o: Observed, cx: number, cy: number): SVGElement {
    const kind = (o.valid ?? 1) < 0.5 ? 'dot thin' : 'dot';
    switch (markers[sensors.indexOf(o.sensor ?? '') % markers.length]) {
      case 'square': return svg('rect', { class: kind, x: cx - 3.2, y: cy - 3.2, width: 6.4, height: 6.4 });
      case 'triangle': return svg('polygon', { class: kind, points: `${cx},${cy - 4.2} ${cx + 4},${cy + 3.2} ${cx - 4},${cy + 3.2}` });
      case 'diamond': return svg('polygon', { class: kind, points: `${cx},${cy - 4.6} ${cx + 4.6},${cy} ${cx},${cy + 4.6} ${cx - 4.6},${cy}` });
      default: return svg('circle', { class: kind, cx, cy, r: 3.4 });
    }
  }

  function key(): HTMLElement {
    const sample = (o: Partial<Observed>): SVGSVGElement => svg('svg', { class: 'curve key-sign', width: 12, height: 12, viewBox: '0 0 12 12', 'aria-hidden': 'true' }, marker({ valid: 1, ...o } as Observed, 6, 6));
    return h('p', { class: 'curve-key quiet' },
      ...sensors.map((s) => h('span', {}, sample({ sensor: s === '' ? null : s }), ' ', s === '' ? t('card.cover') : profileName(s))),
      h('span', {}, sample({ sensor: sensors[0] ?? null, valid: 0 }), ' ', t('card.thin')),
      h('span', {}, h('i', { class: 'key reference' }), ' ', t('site.referenceBand')),
      h('span', {}, h('i', { class: 'key ratio' }), ' ', t('site.ratioKey')));
  }
}

function pointTitle(o: Observed): string {
  const cover = o.cover === null ? t('fact.noEvidence') : `${percent(o.cover)}${o.error === null ? '' : ` ± ${number(o.error * 100)}`}`;
  return `${day(o.at)} ${o.sensor === null ? '' : profileName(o.sensor)} ${cover}${o.reference === null ? '' : ` · ${t('card.reference')} ${percent(o.reference)}`}${o.valid === null ? '' : ` · ${t('card.valid')} ${percent(o.valid)}`}`;
}

/** The same figures for who does not see curves. */
function numbers(sheet: Sheet): HTMLElement {
  const cell = (value: string | null): HTMLElement => h('td', { class: value === null ? 'missing' : 'n' }, value ?? t('fact.noEvidence'));
  const of = (value: number | null, error: number | null): string | null => (value === null ? null : `${percent(value)}${error === null ? '' : ` ± ${number(error * 100)}`}`);
  return h('div', { class: 'numbers' },
    h('table', { class: 'small' }, h('thead', {}, h('tr', {}, ...(['card.date', 'site.sensor', 'card.cover', 'card.reference', 'card.recovery', 'card.valid'] as const).map((k) => h('th', { scope: 'col' }, t(k))))),
      h('tbody', {}, ...[...sheet.observations].reverse().map((o) => h('tr', { title: o.missing ?? '' }, h('td', {}, day(o.at)), h('td', {}, o.sensor === null ? '' : profileName(o.sensor)),
        cell(of(o.cover, o.error)), cell(of(o.reference, o.spread)), cell(of(o.recovery, null)), cell(of(o.valid, null)))))));
}
