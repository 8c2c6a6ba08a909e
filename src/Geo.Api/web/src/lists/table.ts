import { h, fill } from '../dom.js';

/** A row that can be chosen, and opened by its code. */
export interface ListRow { readonly id: string; readonly code: string }
export interface Sorting<C extends string> { readonly sort: C; readonly down: boolean }
export interface ListActions<C extends string> {
  sort(column: C): void;
  select(id: string): void;
  hover(id: string | null): void;
  open(code: string): void;
  href(code: string): string;
}
export interface ListTable<R extends ListRow, C extends string> { readonly element: HTMLElement; show(rows: readonly R[], view: Sorting<C>, selected: string | null): void; mark(id: string | null): void; focus(id: string): void }
interface Options<R extends ListRow, C extends string> {
  /** Class of the table. */
  kind: string;
  columns: readonly C[];
  title(column: C): string;
  caption: string;
  noMatch: string;
  /** The cells of a row, the given one of its code first. */
  cells(row: R, code: HTMLElement): HTMLElement[];
}

/** Sites as a table: sorted by any column, walked by arrow keys, opened by Enter. */
export function makeListTable<R extends ListRow, C extends string>(options: Options<R, C>, actions: ListActions<C>): ListTable<R, C> {
  const heads = options.columns.map((column) => {
    const arrow = h('span', { class: 'arrow', 'aria-hidden': 'true' });
    const head = h('th', { scope: 'col', class: `c-${column}` }, h('button', { type: 'button', id: `sort-${column}`, onclick: () => actions.sort(column) }, options.title(column), arrow));
    return { column, head, arrow };
  });
  const body = h('tbody');
  const empty = h('p', { class: 'empty', hidden: true });
  const table = h('table', { class: `list mines ${options.kind}` }, h('caption', { class: 'visually-hidden' }, options.caption), h('thead', {}, h('tr', {}, ...heads.map((x) => x.head))), body);
  const element = h('div', { class: 'table-box mines-table' }, table, empty);
  let rows: readonly R[] = [];

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
    [...body.rows].find((r) => r.dataset.id === id)?.focus();
  }

  function row(s: R, reachable: boolean, selected: boolean): HTMLElement {
    const code = h('td', { class: 'c-code' }, h('a', { href: actions.href(s.code), tabindex: -1, onclick: (event) => {
      const mouse = event as MouseEvent;
      if (mouse.ctrlKey || mouse.metaKey || mouse.shiftKey) return;
      event.preventDefault();
      event.stopPropagation();
      actions.open(s.code);
    } }, s.code));
    return h('tr', {
      'data-id': s.id, tabindex: reachable ? 0 : -1, class: selected ? 'open' : '', 'aria-selected': String(selected),
      onclick: () => actions.select(s.id), ondblclick: () => actions.open(s.code), onmouseenter: () => actions.hover(s.id), onmouseleave: () => actions.hover(null),
    }, ...options.cells(s, code));
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
      empty.textContent = options.noMatch;
      if (focused !== null) focus(focused);
    },
    mark(id) {
      for (const r of body.rows) r.classList.toggle('hovered', r.dataset.id === id);
    },
  };
}
