import { fill, h } from '../dom.js';
import { number, percent } from '../format.js';
import { t } from '../texts.js';
import type { Answer, Ground, Judgement, Question } from './api.js';

export interface Pairs { readonly element: HTMLElement; show(ground: Ground, question: Question): void; weighed(answer: Answer): void }

/** Pair comparisons on Saaty's scale, a slider a pair: arrows move it, the ratio of each group is told as it moves. */
export function makePairs(change: (judgements: Record<string, Judgement[]>) => void): Pairs {
  const element = h('div', { class: 'priority-pairs' });
  let names = new Map<string, string>();
  let current: Question | null = null;
  let built = '';

  function show(ground: Ground, question: Question): void {
    current = question;
    if (built !== String(ground.revision)) {
      built = String(ground.revision);
      names = new Map([...ground.headings, ...ground.criteria].map((c) => [c.code, c.name]));
      fill(element, ...Object.keys(ground.judgements).map((group) => section(group, ground)));
    }
    for (const [group, all] of Object.entries(question.judgements)) {
      all.forEach((j, i) => {
        const slider = element.querySelector<HTMLInputElement>(`#pair-${group}-${i}`);
        if (!slider) return;
        slider.value = String(ground.scale.indexOf(j.favours));
        say(slider, j);
      });
    }
  }

  function section(group: string, ground: Ground): HTMLElement {
    const title = group === 'headings' ? t('priority.headings') : names.get(group) ?? group;
    return h('details', { class: 'pair-group', open: group === 'headings', 'data-group': group },
      h('summary', {}, h('span', {}, title), h('span', { class: 'ratio n', id: `ratio-${group}`, role: 'status' })),
      h('p', { class: 'worst', id: `worst-${group}`, hidden: true }),
      ...(ground.judgements[group] ?? []).map((j, i) => {
        const slider = h('input', { type: 'range', id: `pair-${group}-${i}`, min: 0, max: ground.scale.length - 1, step: 1, 'aria-label': t('priority.pair', { a: names.get(j.a) ?? j.a, b: names.get(j.b) ?? j.b }) });
        slider.addEventListener('input', () => {
          if (!current) return;
          const all = current.judgements[group] ?? [];
          const favours = ground.scale[Number(slider.value)] ?? 1;
          change({ ...current.judgements, [group]: all.map((one, k) => (k === i ? { ...one, favours } : one)) });
        });
        return h('div', { class: 'pair', 'data-pair': `${j.a}/${j.b}` },
          // More to the left counts for the first: the scale runs from the second's favour to the first's.
          h('span', { class: 'pair-b' }, names.get(j.b) ?? j.b), slider, h('span', { class: 'pair-a' }, names.get(j.a) ?? j.a), h('output', { class: 'n', for: slider.id }));
      }),
      h('p', { class: 'quiet weights', id: `weights-${group}` }));
  }

  function say(slider: HTMLInputElement, j: Judgement): void {
    const first = j.favours > 0;
    const told = j.favours === 1 ? t('priority.alike') : t('priority.favours', { name: names.get(first ? j.a : j.b) ?? '', times: Math.abs(j.favours) });
    slider.setAttribute('aria-valuetext', told);
    const output = slider.parentElement?.querySelector('output');
    if (output) output.textContent = told;
  }

  return {
    element, show,
    weighed(answer) {
      for (const g of answer.groups) {
        const ratio = element.querySelector(`#ratio-${g.group}`), worst = element.querySelector<HTMLElement>(`#worst-${g.group}`), weights = element.querySelector(`#weights-${g.group}`);
        if (!ratio || !worst || !weights) continue;
        ratio.textContent = t(g.consistent ? 'priority.ratioGood' : 'priority.ratioBad', { ratio: number(g.ratio, 3) });
        ratio.classList.toggle('bad', !g.consistent);
        worst.hidden = g.consistent || g.worst === null;
        for (const pair of element.querySelectorAll(`[data-group="${g.group}"] .pair`)) pair.classList.toggle('worst-pair', !g.consistent && g.worst !== null && pair.getAttribute('data-pair') === `${g.worst.a}/${g.worst.b}`);
        if (g.worst && !g.consistent) {
          const [a, b] = [names.get(g.worst.a) ?? g.worst.a, names.get(g.worst.b) ?? g.worst.b];
          const mend = g.worst.suggested === 1 ? t('priority.alike') : t('priority.favours', { name: g.worst.suggested > 0 ? a : b, times: Math.abs(g.worst.suggested) });
          worst.textContent = t(g.worst.mends ? 'priority.worst' : 'priority.worstStill', { a, b, mend, ratio: number(g.worst.ratioThen, 3) });
          element.querySelector(`[data-group="${g.group}"]`)?.setAttribute('open', '');
        }
        weights.textContent = t('priority.weights', { list: Object.entries(g.weights).map(([code, w]) => `${names.get(code) ?? code} ${percent(w)}`).join(' · ') });
      }
    },
  };
}
