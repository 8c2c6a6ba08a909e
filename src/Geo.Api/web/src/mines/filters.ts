import { h, fill } from '../dom.js';
import { nameOf } from '../status.js';
import { language, maybe, t } from '../texts.js';
import { progressOrder } from './progress.js';
import { statusClass } from './progressPanel.js';
import type { MineSite } from './sites.js';
import { minesStart } from './view.js';
import type { MinesView } from './view.js';

type Choice = 'town' | 'status' | 'plan' | 'test';
const planStates = ['overdue', 'late', 'on_time', 'planned', 'restored_on_time', 'restored_late', 'aftercare'];
const answers = ['pass', 'fail', 'insufficient_evidence'];

/** Town, status, plan, test and words: what the table and its map show. */
export function makeFilters(change: (view: Partial<MinesView>) => void): { element: HTMLElement; show(view: MinesView, sites: readonly MineSite[], shown: number): void } {
  const text = h('input', { type: 'search', id: 'mines-text', placeholder: t('mines.find'), 'aria-label': t('mines.find'), oninput: () => change({ text: text.value }) });
  const choose = (name: Choice): HTMLSelectElement => {
    const select = h('select', { id: `mines-${name}`, 'aria-label': t(`mines.filter.${name}`), onchange: () => change({ [name]: select.value === '' ? null : select.value }) });
    return select;
  };
  const selects = { town: choose('town'), status: choose('status'), plan: choose('plan'), test: choose('test') };
  const count = h('output', { class: 'quiet', id: 'mines-count' });
  const clear = h('button', { type: 'button', class: 'link', onclick: () => change({ ...minesStart }) }, t('mines.clear'));
  const element = h('div', { class: 'mines-filters', role: 'search', 'aria-label': t('mines.filters') }, text, ...Object.values(selects), count, clear);
  let towns = '';
  return {
    element,
    show(view, sites, shown) {
      if (document.activeElement !== text) text.value = view.text;
      const found = [...new Set(sites.map((s) => s.town).filter((x) => x !== ''))].sort((a, b) => a.localeCompare(b, 'zh-Hans-CN'));
      if (towns !== found.join() || selects.status.options.length === 0) {
        towns = found.join();
        fillSelect('town', found.map((x) => [x, x]));
        fillSelect('status', progressOrder.filter((s) => s !== 'none').map((s) => [s, nameOf(statusClass(s), language())]));
        fillSelect('plan', planStates.map((p) => [p, maybe(`value.plan_state.${p}`) ?? p]));
        fillSelect('test', [...answers.map((a): [string, string] => [a, maybe(`value.test_answer.${a}`) ?? a]), ['none', t('mines.untested')]]);
      }
      for (const name of ['town', 'status', 'plan', 'test'] as const) selects[name].value = view[name] ?? '';
      count.textContent = t('mines.count', { shown, all: sites.length });
      clear.hidden = view.text === '' && view.town === null && view.status === null && view.plan === null && view.test === null;
    },
  };

  function fillSelect(name: Choice, options: [string, string][]): void {
    fill(selects[name], h('option', { value: '' }, t(`mines.filter.${name}`)), ...options.map(([value, title]) => h('option', { value }, title)));
  }
}
