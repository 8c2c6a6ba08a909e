import { h, fill } from '../dom.js';
import { hectares, mu, number } from '../format.js';
import { t } from '../texts.js';
import type { Corridor, Inventory } from './api.js';
import { grades } from './dumps.js';
import { gradeSign } from './signs.js';
import type { DumpsView } from './view.js';

/** How the inventory stands: by grade, to be sampled, 100,000 t and more, along the river. */
export function makeSummary(change: (view: Partial<DumpsView>) => void): { element: HTMLElement; show(all: Inventory, view: DumpsView): void; corridor(told: Corridor): void } {
  const counts = h('div', { class: 'stack-key' });
  const river = h('details', { class: 'corridor' });
  return {
    element: h('section', { class: 'mines-progress dumps-summary', 'aria-label': t('dumps.summary') }, counts, river),
    show(all, view) {
      const chip = (pressed: boolean, pick: () => void, id: string, ...content: (Node | string)[]): HTMLElement =>
        h('button', { type: 'button', class: 'chip', id, 'aria-pressed': String(pressed), onclick: pick }, ...content);
      fill(counts,
        h('span', {}, t('dumps.total'), ' ', h('strong', { class: 'n', id: 'dumps-total' }, number(all.dumps.length)), ` · ${t('area', { hectares: hectares(all.areaM2), mu: mu(all.areaM2) })}`),
        ...[...grades, 'none'].filter((g) => g !== 'none' || (all.byGrade.none ?? 0) > 0).map((g) => chip(view.grade === g, () => change({ grade: view.grade === g ? null : g }), `grade-${g}`,
          gradeSign(g === 'none' ? null : g), ' ', h('strong', { class: 'n' }, String(all.byGrade[g] ?? 0)))),
        chip(view.only === 'sampling', () => change({ only: view.only === 'sampling' ? null : 'sampling' }), 'to-sample', t('dumps.toSample'), ' ', h('strong', { class: 'n' }, String(all.toBeSampled))),
        chip(view.only === 'bulk', () => change({ only: view.only === 'bulk' ? null : 'bulk' }), 'bulk', t('dumps.bulk'), ' ', h('strong', { class: 'n' }, String(all.bulk))));
    },
    corridor(told) {
      const rows = [...new Map(told.reaches.map((r) => [`${r.rank} ${r.reach}`, r])).values()];
      const at = (rank: string, reach: string, within: number): string => { const r = told.reaches.find((x) => x.rank === rank && x.reach === reach && x.within === within); return r ? `${r.dumps} + ${r.detections}` : ''; };
      fill(river, h('summary', {}, t('dumps.corridor', { dumps: told.dumps, detections: told.detections, km: (told.bands.at(-1) ?? 0) / 1000 })),
        rows.length === 0 ? h('p', { class: 'quiet' }, t('dumps.noCorridor')) : h('div', { class: 'table-box' }, h('table', { class: 'list plain' },
          h('thead', {}, h('tr', {}, h('th', { scope: 'col' }, t('dumps.reach')), h('th', { scope: 'col' }, t('dumps.rank')), ...told.bands.map((b) => h('th', { scope: 'col' }, `≤ ${b} m`)))),
          h('tbody', {}, ...rows.map((r) => h('tr', {}, h('th', { scope: 'row' }, r.reach), h('td', {}, t(r.rank === 'main_stem' ? 'dumps.mainStem' : 'dumps.tributary')), ...told.bands.map((b) => h('td', { class: 'n' }, at(r.rank, r.reach, b)))))))),
        h('p', { class: 'quiet' }, t('dumps.corridorNote'), ' ', h('a', { href: '/collections/river-corridor/items', target: '_blank', rel: 'noopener' }, t('card.source'))));
    },
  };
}
