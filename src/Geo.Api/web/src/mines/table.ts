import { h, fill, svg } from '../dom.js';
import { day, number } from '../format.js';
import { maybe, t } from '../texts.js';
import { statusSign } from './progressPanel.js';
import { differs } from './sites.js';
import type { MineSite } from './sites.js';
import { ratioText, shareText } from './tell.js';
import { columns } from './view.js';
import type { Column, MinesView } from './view.js';

export interface TableActions {
  sort(column: Column): void;
  select(id: string): void;
  hover(id: string | null): void;
  open(code: string): void;
  href(code: string): string;
}
export interface MinesTable { readonly element: HTMLElement; show(rows: readonly MineSite[], view: MinesView, selected: string | null): void; mark(id: string | null): void; focus(id: string): void }

const parts = ['satellite', 'drone', 'ground'] as const;
const drawings: Record<typeof parts[number], string> = {
  satellite: 'M5 11l6-6M3 9l4 4M9 3l4 4M11 11a5 5 0 0 0 2-4',
  drone: 'M5 5l6 6M11 5l-6 6M2 4h5M9 4h5M2 12h5M9 12h5',
  ground: 'M8 14s5-5 5-8.5a5 5 0 0 0-10 0C3 9 8 14 8 14zM8 7.2a1.6 1.6 0 1 0 0-3.2 1.6 1.6 0 0 0 0 3.2',
};

/** The listed sites as a table: sorted by any column, walked by arrow keys, opened by Enter. */
export function makeTable(actions: TableActions): MinesTable {
  const heads = columns.map((column) => {
    const arrow = h('span', { class: 'arrow', 'aria-hidden': 'true' });
    const head = h('th', { scope: 'col', class: `c-${column}` }, h('button', { type: 'button', id: `sort-${column}`, onclick: () => actions.sort(column) }, t(`mines.col.${column}`), arrow));
    return { column, head, arrow };
  });
  const body = h('tbody');
  const empty = h('p', { class: 'empty', hidden: true });
  const table = h('table', { class: 'list mines' }, h('caption', { class: 'visually-hidden' }, t('mines.caption')), h('thead', {}, h('tr', {}, ...heads.map((x) => x.head))), body);
  const element = h('div', { class: 'table-box mines-table' }, table, empty);
  let rows: readonly MineSite[] = [];

  body.addEventListener('keydown', (event) => {
    const at = rows.findIndex((r) => r.id === (event.target as HTMLElement).closest('tr')?.dataset.id);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rows.length - 1, PageDown: at + 10, PageUp: at - 10 }[event.key];
    if (to !== undefined && at >= 0) {
      event.preventDefault();
      const row = rows[Math.max(0, Math.min(rows.length - 1, to))];
      if (row) { actions.select(row.id); focus(row.id); }
    } else if (event.key === 'Enter' && rows[at] && (event.target as HTMLElement).tagName === 'TR') {
      event.preventDefault();
      actions.open(rows[at].code);
    }
  });

  function focus(id: string): void {
    rowOf(id)?.focus();
  }

  function rowOf(id: string): HTMLElement | null {
    return [...body.rows].find((r) => r.dataset.id === id) ?? null;
  }

  return {
    element, focus,
    show(wanted, view, selected) {
      const focused = body.contains(document.activeElement) ? document.activeElement?.closest('tr')?.dataset.id ?? null : null;
      rows = wanted;
      for (const { column, head, arrow } of heads) {
        const on = view.sort === column;
        head.setAttribute('aria-sort', on ? (view.down ? 'descending' : 'ascending') : 'none');
        arrow.textContent = on ? (view.down ? ' ▾' : ' ▴') : '';
      }
      const reachable = wanted.some((r) => r.id === selected) ? selected : wanted[0]?.id;
      fill(body, ...wanted.map((r) => row(r, r.id === reachable, r.id === selected)));
      table.hidden = wanted.length === 0;
      empty.hidden = wanted.length > 0;
      empty.textContent = t('mines.noMatch');
      if (focused !== null) focus(focused);
    },
    mark(id) {
      for (const r of body.rows) r.classList.toggle('hovered', r.dataset.id === id);
    },
  };

  function row(s: MineSite, reachable: boolean, selected: boolean): HTMLElement {
    return h('tr', {
      'data-id': s.id, tabindex: reachable ? 0 : -1, class: selected ? 'open' : '', 'aria-selected': String(selected),
      onclick: () => actions.select(s.id), ondblclick: () => actions.open(s.code), onmouseenter: () => actions.hover(s.id), onmouseleave: () => actions.hover(null),
    },
      h('td', { class: 'c-code' }, h('a', { href: actions.href(s.code), tabindex: -1, onclick: (event) => {
        const mouse = event as MouseEvent;
        if (mouse.ctrlKey || mouse.metaKey || mouse.shiftKey) return;
        event.preventDefault();
        event.stopPropagation();
        actions.open(s.code);
      } }, s.code)),
      h('td', { class: 'c-name' }, s.name), h('td', { class: 'c-town' }, s.town),
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
        '⚠ ', String(s.alerts.length), h('span', { class: 'visually-hidden' }, ` ${s.alerts.map(alertName).join(', ')}`))));
  }
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
