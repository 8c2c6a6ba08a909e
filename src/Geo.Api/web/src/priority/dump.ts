import { told } from '../act.js';
import { fill, h } from '../dom.js';
import { number, percent } from '../format.js';
import { spoken } from '../http.js';
import { t } from '../texts.js';
import { explain } from './api.js';
import type { Explained, Ground, Question } from './api.js';
import { classWord, criterionName, spokenRemark } from './words.js';

export interface DumpPanel { readonly element: HTMLElement; show(ground: Ground, question: Question, code: string | null): void }

/** One dump: the parts of its score, what lifts it and holds it back, what would bring it in. */
export function makeDumpPanel(actions: { cost(code: string, wan: number | null): void; scenario(): string | null }): DumpPanel {
  const element = h('section', { class: 'panel priority-dump', 'aria-live': 'polite' });
  let asked = 0;

  return {
    element,
    show(ground, question, code) {
      const mine = ++asked;
      const dump = code === null ? undefined : ground.dumps.get(code);
      if (code === null || !dump) { fill(element, h('p', { class: 'quiet' }, t('priority.choose'))); return; }
      explain(question, code).then((e) => { if (mine === asked) draw(e, ground, question); }, (error: unknown) => { if (mine === asked) fill(element, h('p', { class: 'error' }, told(error))); });
    },
  };

  function draw(e: Explained, ground: Ground, question: Question): void {
    const dump = ground.dumps.get(e.code);
    const widest = Math.max(...e.parts.map((p) => Math.max(p.part, p.mean)), 0.001);
    const scenario = actions.scenario();
    const own = question.costs[e.code];
    const cost = h('input', { type: 'number', id: 'dump-cost', min: 0, step: 1, value: own ?? dump?.cost ?? '', onchange: (event) => {
      const value = (event.target as HTMLInputElement).value;
      actions.cost(e.code, value === '' || Number(value) === dump?.cost ? null : Math.max(0, Math.round(Number(value))));
    } });
    const names = (codes: string[]): string => codes.slice(0, 3).map((c) => criterionName(ground, c)).join(' · ');
    fill(element,
      h('div', { class: 'card-head' }, h('h2', { id: 'dump-title' }, `${e.code} ${dump?.name ?? ''}`), h('span', { class: `tag ${e.funded ? 'use' : 'off'}` }, t(e.funded ? 'priority.in' : 'priority.out'))),
      ...e.remarks.map((r) => h('p', { class: 'priority-remark' }, spokenRemark(r))),
      e.lifts.length > 0 && h('p', { class: 'lifts' }, h('strong', {}, t('priority.lifts')), ' ', names(e.lifts)),
      e.holds.length > 0 && h('p', { class: 'holds' }, h('strong', {}, t('priority.holds')), ' ', names(e.holds)),
      !e.funded && h('div', { class: 'changes' }, h('h3', {}, t('priority.changes')), e.changes.length === 0 ? h('p', { class: 'quiet' }, t('priority.noChange')) : h('ul', {}, ...e.changes.map((c) => h('li', {}, spokenRemark(c))))),
      h('h3', {}, t('priority.parts')),
      h('table', { class: 'list plain parts' }, h('thead', {}, h('tr', {}, h('th', { scope: 'col' }, t('priority.criterion')), h('th', { scope: 'col' }, t('priority.read')), h('th', { scope: 'col' }, t('priority.weight')), h('th', { scope: 'col' }, t('priority.part')))),
        h('tbody', {}, ...e.parts.map((p) => {
          const criterion = ground.criteria.find((c) => c.code === p.criterion);
          const read = p.missing ? t('priority.missing') : p.cls !== null ? classWord(p.criterion, p.cls) : `${number(p.measured ?? 0, Math.abs(p.measured ?? 0) < 10 ? 2 : 0)} ${criterion?.unit ?? ''}`;
          return h('tr', { title: criterion?.source ?? '' }, h('th', { scope: 'row' }, criterion?.name ?? p.criterion), h('td', { class: p.missing ? 'missing' : '' }, read), h('td', {}, percent(p.weight)),
            h('td', {}, h('span', { class: `bar ${p.part >= p.mean ? 'up' : 'down'}` }, h('i', { style: `width:${p.part / widest * 100}%` }), h('b', { style: `left:${p.mean / widest * 100}%`, title: t('priority.mean', { mean: number(p.mean, 3) }) })), ' ', number(p.part, 3)));
        }))),
      h('p', { class: 'quiet' }, t('priority.partsNote')),
      h('label', { for: 'dump-cost' }, t('priority.setCost')), cost,
      h('p', { class: 'quiet' }, own === undefined ? dump?.costSource ?? t('priority.noCost') : t('priority.ownCost')),
      h('p', { class: 'links' },
        h('a', { href: `/priority/dumps/${encodeURIComponent(e.code)}/sheet.docx?lang=${spoken()}${scenario === null ? '' : `&scenario=${encodeURIComponent(scenario)}`}`, download: '' }, t('priority.sheet')), ' · ',
        h('a', { href: `/collections/dumps/items/${encodeURIComponent(e.code)}` }, t('priority.source')),
        dump?.run !== null && dump?.run !== undefined && h('span', {}, ' · ', h('a', { href: `/map/runs?run=${encodeURIComponent(dump.run)}` }, t('priority.run')))));
  }
}
