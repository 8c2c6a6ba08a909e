import { h } from '../dom.js';
import { hectares, number } from '../format.js';
import { makeListTable } from '../lists/table.js';
import type { ListActions, ListTable } from '../lists/table.js';
import { t } from '../texts.js';
import type { Dump } from './dumps.js';
import { categoryName, gradeSign, growthText, metres, statusTag } from './signs.js';
import { columns } from './view.js';
import type { Column } from './view.js';

/** The inventory as a table. */
export function makeTable(actions: ListActions<Column>): ListTable<Dump, Column> {
  return makeListTable<Dump, Column>({
    kind: 'dumps', columns, title: (column) => t(`dumps.col.${column}`), caption: t('dumps.caption'), noMatch: t('dumps.noMatch'),
    cells: (d, code) => [
      code, h('td', { class: 'c-name', title: d.name }, d.name), h('td', { class: 'c-town' }, d.town), h('td', { class: 'c-category' }, categoryName(d.category)),
      h('td', { class: 'c-grade' }, gradeSign(d.grade), d.proposedGrade !== null && d.proposedGrade !== d.grade && h('span', { class: 'proposed', title: t('dumps.proposedGrade') }, ` → ${d.proposedGrade}`)),
      h('td', { class: 'c-status' }, statusTag(d.status)),
      h('td', { class: 'c-area n' }, d.areaM2 === null ? t('fact.noEvidence') : hectares(d.areaM2)),
      h('td', { class: `c-mass n${d.tonnes === null ? ' missing' : ''}` }, d.tonnes === null ? t('fact.noEvidence') : number(d.tonnes), d.bulk && h('span', { class: 'tag' }, t('dumps.bulkShort'))),
      h('td', { class: `c-growth n${d.growth === null ? ' missing' : ''}`, title: d.growth === null ? t('dumps.growthMissing', { n: d.surveys }) : '' }, d.growth === null ? t('fact.noEvidence') : growthText(d.growth, d.growthLow, d.growthHigh)),
      h('td', { class: `c-sensitive n${d.sensitiveM === null ? ' missing' : ''}`, title: d.sensitive ?? '' }, d.sensitiveM === null ? t('fact.noEvidence') : metres(d.sensitiveM)),
      h('td', { class: `c-river n${d.riverM === null ? ' missing' : ''}`, title: d.river ?? '' }, d.riverM === null ? t('fact.noEvidence') : metres(d.riverM)),
      h('td', { class: 'c-sampling', title: d.sampling ?? '' }, d.sampling ?? ''),
    ],
  }, actions);
}
