import { h, fill } from '../dom.js';
import { nameOf, classified, classOf } from '../status.js';
import { language, t } from '../texts.js';
import { grades, statuses } from './dumps.js';
import type { Dump } from './dumps.js';
import { categoryName, statusName } from './signs.js';
import { dumpsStart } from './view.js';
import type { DumpsView } from './view.js';

type Choice = 'town' | 'category' | 'grade' | 'status';

/** Town, category, grade, status, weight and words: what the table and its map show. */
export function makeFilters(change: (view: Partial<DumpsView>) => void): { element: HTMLElement; show(view: DumpsView, dumps: readonly Dump[], shown: number): void } {
  const text = h('input', { type: 'search', id: 'dumps-text', placeholder: t('mines.find'), 'aria-label': t('mines.find'), oninput: () => change({ text: text.value }) });
  const choose = (name: Choice): HTMLSelectElement => {
    const select = h('select', { id: `dumps-${name}`, 'aria-label': t(`dumps.filter.${name}`), onchange: () => change({ [name]: select.value === '' ? null : select.value }) });
    return select;
  };
  const selects = { town: choose('town'), category: choose('category'), grade: choose('grade'), status: choose('status') };
  const bulk = h('input', { type: 'checkbox', id: 'dumps-bulk', onchange: () => change({ only: bulk.checked ? 'bulk' : null }) });
  const count = h('output', { class: 'quiet', id: 'dumps-count' });
  const clear = h('button', { type: 'button', class: 'link', onclick: () => change({ text: '', town: null, category: null, grade: null, status: null, only: null }) }, t('mines.clear'));
  const element = h('div', { class: 'mines-filters', role: 'search', 'aria-label': t('mines.filters') }, text, ...Object.values(selects),
    h('label', { class: 'check', for: 'dumps-bulk' }, bulk, ' ', t('dumps.bulk')), count, clear);
  let drawn = '';
  return {
    element,
    show(view, dumps, shown) {
      if (document.activeElement !== text) text.value = view.text;
      const towns = [...new Set(dumps.map((d) => d.town).filter((x) => x !== ''))].sort((a, b) => a.localeCompare(b, 'zh-Hans-CN'));
      const categories = [...new Set(dumps.map((d) => d.category ?? 'none'))].sort();
      if (drawn !== `${towns.join()}|${categories.join()}`) {
        drawn = `${towns.join()}|${categories.join()}`;
        options('town', towns.map((x) => [x, x]));
        options('category', categories.map((c) => [c, categoryName(c === 'none' ? null : c)]));
        const dumpClasses = classified.dumps;
        options('grade', [...grades.map((g): [string, string] => [g, dumpClasses ? nameOf(classOf(dumpClasses, g), language()) : g]), ['none', t('fact.notStated')]]);
        options('status', statuses.map((s) => [s, statusName(s)]));
      }
      for (const name of ['town', 'category', 'grade', 'status'] as const) selects[name].value = view[name] ?? '';
      bulk.checked = view.only === 'bulk';
      count.textContent = t('dumps.count', { shown, all: dumps.length });
      const start = dumpsStart;
      clear.hidden = view.text === start.text && view.town === null && view.category === null && view.grade === null && view.status === null && view.only === null;
    },
  };

  function options(name: Choice, of: [string, string][]): void {
    fill(selects[name], h('option', { value: '' }, t(`dumps.filter.${name}`)), ...of.map(([value, title]) => h('option', { value }, title)));
  }
}
