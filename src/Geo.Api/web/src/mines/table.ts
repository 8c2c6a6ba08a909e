import { h, svg } from '../dom.js';
import { day, number } from '../format.js';
import { makeListTable } from '../lists/table.js';
import type { ListActions, ListTable } from '../lists/table.js';
import { maybe, t } from '../texts.js';
import { statusSign } from './progressPanel.js';
import { differs } from './sites.js';
import type { MineSite } from './sites.js';
import { ratioText, shareText } from './tell.js';
import { columns } from './view.js';
import type { Column } from './view.js';

const parts = ['satellite', 'drone', 'ground'] as const;
const drawings: Record<typeof parts[number], string> = {
  satellite: 'M5 11l6-6M3 9l4 4M9 3l4 4M11 11a5 5 0 0 0 2-4',
  drone: 'M5 5l6 6M11 5l-6 6M2 4h5M9 4h5M2 12h5M9 12h5',
  ground: 'M8 14s5-5 5-8.5a5 5 0 0 0-10 0C3 9 8 14 8 14zM8 7.2a1.6 1.6 0 1 0 0-3.2 1.6 1.6 0 0 0 0 3.2',
};

/** The listed sites as a table. */
export function makeTable(actions: ListActions<Column>): ListTable<MineSite, Column> {
  return makeListTable<MineSite, Column>({
    kind: 'sites', columns, title: (column) => t(`mines.col.${column}`), caption: t('mines.caption'), noMatch: t('mines.noMatch'),
    cells: (s, code) => [
      code, h('td', { class: 'c-name' }, s.name), h('td', { class: 'c-town' }, s.town),
      h('td', { class: 'c-planned n' }, s.plannedYear === null ? '' : String(s.plannedYear)),
      h('td', { class: 'c-status' }, statusSign(s.status)),
      h('td', { class: 'c-proposed' }, differs(s) ? statusSign(s.proposed) : ''),
      testCell(s),
      h('td', { class: `c-cover n${s.cover === null ? ' missing' : ''}` }, shareText(s.cover, s.coverError) ?? t('fact.noEvidence')),
      h('td', { class: `c-late n${(s.monthsLate ?? 0) > 0 ? ' late' : ''}` }, s.monthsLate === null || s.monthsLate === 0 ? '' : number(s.monthsLate)),
      h('td', { class: `c-seen n${s.seen === null ? ' missing' : ''}` }, s.seen === null ? t('mines.neverSeen') : day(s.seen)),
      h('td', { class: 'c-missing' }, ...parts.filter((p) => s.missing.includes(p)).map((p) => icon(drawings[p], t(`value.evidence.${p}`))),
        ...s.missing.filter((m) => !(parts as readonly string[]).includes(m)).map((m) => h('span', { class: 'tag' }, maybe(`value.evidence.${m}`) ?? m))),
      h('td', { class: 'c-alerts' }, s.alerts.length > 0 && h('span', { class: 'alert-count', title: s.alerts.map(alertName).join(', ') },
        '⚠ ', String(s.alerts.length), h('span', { class: 'visually-hidden' }, ` ${s.alerts.map(alertName).join(', ')}`))),
    ],
  }, actions);
}

function testCell(s: MineSite): HTMLElement {
  const ratio = ratioText(s.ratio, s.ratioLow, s.ratioHigh);
  const name = s.test === null ? t('mines.untested') : maybe(`value.test_answer.${s.test}`) ?? s.test;
  const open = s.test === null || s.test === 'insufficient_evidence';
  return h('td', { class: 'c-test' }, h('span', { class: `answer ${s.test ?? 'none'}` }, name), ratio !== null && h('span', { class: 'n' }, ` ${ratio}`),
    open && s.testMissing !== null && h('span', { class: 'why clipped', title: s.testMissing }, s.testMissing));
}

export function alertName(kind: string): string {
  return maybe(`value.kind.${kind}`) ?? kind;
}

function icon(path: string, title: string): HTMLElement {
  return h('span', { class: 'evidence', title }, svg('svg', { viewBox: '0 0 16 16', width: 14, height: 14, 'aria-hidden': 'true' },
    svg('path', { d: path, fill: 'none', stroke: 'currentColor', 'stroke-width': 1.5, 'stroke-linecap': 'round', 'stroke-linejoin': 'round' })), h('span', { class: 'visually-hidden' }, title));
}
