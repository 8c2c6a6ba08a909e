import { fill, h } from '../dom.js';
import { number, percent } from '../format.js';
import { t } from '../texts.js';
import type { Answer, Ground, Question, Row } from './api.js';

export interface Ranking { readonly element: HTMLElement; show(ground: Ground, question: Question, answer: Answer, selected: string | null): void; shares(told: { k: number; draws: number; shares: Record<string, number> } | null): void; choose(code: string | null): void; focus(code: string): void }

const atFirst = 300;

/** The order with its stability bars: walked by arrow keys; m makes a must-have, x rules out. */
export function makeRanking(actions: { select(code: string): void; limit(code: string, limit: 'must' | 'cannot' | null): void }): Ranking {
  const body = h('tbody');
  const stable = h('span');
  const table = h('table', { class: 'list priority' }, h('caption', { class: 'visually-hidden' }, t('priority.caption')), h('thead', {}, h('tr', {},
    h('th', { scope: 'col', class: 'n' }, t('priority.rank')), h('th', { scope: 'col' }, t('priority.funded')), h('th', { scope: 'col' }, t('priority.dump')), h('th', { scope: 'col', class: 'c-town' }, t('priority.town')),
    h('th', { scope: 'col', class: 'n' }, t('priority.score')), h('th', { scope: 'col', class: 'c-share' }, stable), h('th', { scope: 'col', class: 'n' }, t('priority.cost')), h('th', { scope: 'col' }, t('priority.limit')))), body);
  const more = h('button', { type: 'button', hidden: true, onclick: () => { shown = rows.length; draw(); } }, t('priority.all'));
  const element = h('div', { class: 'table-box priority-table' }, table, more);
  let rows: readonly Row[] = [];
  let shown = atFirst;
  let last: { k: number; draws: number; shares: Record<string, number> } | null = null;
  let known: { ground: Ground; question: Question; answer: Answer; selected: string | null } | null = null;

  body.addEventListener('keydown', (event) => {
    const target = event.target as HTMLElement;
    const at = rows.findIndex((r) => r.code === target.closest('tr')?.dataset.code);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rows.length - 1, PageDown: at + 10, PageUp: at - 10 }[event.key];
    const here = rows[at];
    if (target.tagName !== 'TR' || !here) return;
    if (to !== undefined) {
      event.preventDefault();
      const row = rows[Math.max(0, Math.min(rows.length - 1, to))];
      if (row) { actions.select(row.code); focus(row.code); }
    } else if (event.key === 'Enter') {
      actions.select(here.code);
    } else if ((event.key === 'm' || event.key === 'x') && !event.ctrlKey && !event.metaKey && !event.altKey) {
      const wanted = event.key === 'm' ? 'must' : 'cannot';
      actions.limit(here.code, limitOf(here.code) === wanted ? null : wanted);
    }
  });

  function focus(code: string): void { [...body.rows].find((r) => r.dataset.code === code)?.focus(); }
  function limitOf(code: string): 'must' | 'cannot' | null {
    return known?.question.must.includes(code) === true ? 'must' : known?.question.cannot.includes(code) === true ? 'cannot' : null;
  }

  function draw(): void {
    if (!known) return;
    const { ground, answer, selected } = known;
    const focused = body.contains(document.activeElement) ? document.activeElement?.closest('tr')?.dataset.code ?? null : null;
    const reachable = rows.some((r) => r.code === selected) ? selected : rows[0]?.code;
    const lines: HTMLElement[] = [];
    let spent = 0, drawn = false;
    for (const r of rows.slice(0, Math.max(shown, atFirst))) {
      spent += r.cost ?? 0;
      if (!drawn && spent > answer.budget) {
        drawn = true;
        lines.push(h('tr', { class: 'budget-line' }, h('td', { colspan: 8 }, t('priority.budgetLine', { budget: number(answer.budget) }))));
      }
      lines.push(line(r, ground, r.code === reachable, r.code === selected));
    }
    fill(body, ...lines);
    more.hidden = rows.length <= shown;
    bars(last);
    if (focused !== null) focus(focused);
  }

  function bars(told: typeof last): void {
    stable.textContent = told === null ? t('priority.share', { k: known?.answer.k ?? 0 }) : t('priority.shareOf', { k: told.k, draws: number(told.draws) });
    for (const row of body.rows) {
      const share = told?.shares[row.dataset.code ?? ''];
      const bar = row.querySelector<HTMLElement>('.c-share i'), figure = row.querySelector('.c-share .n');
      if (!bar || !figure) continue;
      bar.style.width = share === undefined ? '0' : `${share * 100}%`;
      figure.textContent = share === undefined ? '' : percent(share);
    }
  }

  function line(r: Row, ground: Ground, reachable: boolean, selected: boolean): HTMLElement {
    const dump = ground.dumps.get(r.code), limit = limitOf(r.code);
    return h('tr', { 'data-code': r.code, tabindex: reachable ? 0 : -1, class: `${selected ? 'open' : ''}${r.funded ? ' is-funded' : ''}`, 'aria-selected': String(selected), onclick: () => actions.select(r.code) },
      h('td', { class: 'n c-rank' }, String(r.rank)), h('td', { class: 'c-funded' }, r.funded ? '● ' : '○ ', t(r.funded ? 'priority.in' : 'priority.out')),
      h('td', { class: 'c-name', title: dump?.name ?? '' }, h('span', { class: 'code' }, r.code), ' ', dump?.name ?? ''), h('td', { class: 'c-town' }, dump?.town ?? ''),
      h('td', { class: 'n c-score' }, number(r.score, 3)), h('td', { class: 'c-share' }, h('span', { class: 'bar' }, h('i')), h('span', { class: 'n' })),
      h('td', { class: `n c-cost${r.cost === null ? ' missing' : ''}` }, r.cost === null ? t('priority.noCost') : number(r.cost)),
      h('td', { class: 'c-limit' }, h('select', { 'aria-label': t('priority.limitOf', { code: r.code }), tabindex: reachable ? 0 : -1, onclick: (e) => e.stopPropagation(),
        onchange: (e) => { const v = (e.target as HTMLSelectElement).value; actions.limit(r.code, v === 'must' || v === 'cannot' ? v : null); } },
        h('option', { value: '' }, t('priority.free')), h('option', { value: 'must', selected: limit === 'must' }, t('priority.must')), h('option', { value: 'cannot', selected: limit === 'cannot' }, t('priority.cannot')))));
  }

  return {
    element, focus,
    show(ground, question, answer, selected) {
      known = { ground, question, answer, selected };
      rows = answer.rows;
      stable.textContent = t('priority.share', { k: answer.k ?? 0 });
      draw();
    },
    choose(code) {
      if (known) known = { ...known, selected: code };
      for (const row of body.rows) {
        if (row.dataset.code === undefined) continue;
        const on = row.dataset.code === code;
        row.classList.toggle('open', on);
        row.setAttribute('aria-selected', String(on));
        row.tabIndex = on ? 0 : -1;
        const limit = row.querySelector('select');
        if (limit) limit.tabIndex = on ? 0 : -1;
      }
    },
    shares(told) {
      last = told;
      bars(told);
    },
  };
}
