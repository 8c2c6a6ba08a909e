import { className, classTag } from '../../classes.js';
import { fill, h } from '../../dom.js';
import { number, percent } from '../../format.js';
import { said } from '../../remark.js';
import { t } from '../../texts.js';
import type { Advice, Uncertain } from './advice.js';
import { learningCurve } from './curve.js';

export interface AdviceActions {
  /** The page's area that the file's area of this number was; null where it is gone. */
  area(index: number): { id: number; label: string } | null;
  zoomArea(id: number): void;
  zoomPlace(place: Uncertain): void;
  relabel(id: number, label: string): void;
  remove(id: number): void;
}

/** Advice on labels: which look wrong, whether more help, where to label next. `stale`: the file has changed since, its areas are not acted on. */
export function showAdvice(host: HTMLElement, advice: Advice, stale: boolean, actions: AdviceActions): void {
  const curve = learningCurve(advice.learning_curve);
  const learned = said(advice.learning_advice_remark, advice.learning_advice);
  fill(host,
    stale && h('p', { class: 'note-box' }, t('advice.stale')),
    advice.classes.length > 0 && h('section', {}, h('h3', {}, t('advice.balance')), h('table', { class: 'list plain' },
      h('thead', {}, h('tr', {}, ...(['models.class', 'advice.areas', 'models.rows', 'models.blocks'] as const).map((k) => h('th', { scope: 'col' }, t(k))))),
      h('tbody', {}, ...advice.classes.map((c) => ({ c, missing: said(c.advice_remark, c.advice) })).flatMap(({ c, missing }) => [
        h('tr', {}, h('th', { scope: 'row' }, classTag(c.class)), h('td', { class: 'n' }, number(c.areas)), h('td', { class: 'n' }, number(c.rows)), h('td', { class: 'n' }, number(c.blocks))),
        missing !== null && missing !== '' && h('tr', { class: 'advice-row' }, h('td', { colspan: 4 }, missing))])))),
    h('section', {}, h('h3', {}, t('advice.suspects', { n: advice.suspects.length })),
      advice.suspects.length === 0 ? h('p', { class: 'quiet' }, t('advice.noSuspects')) : h('p', { class: 'quiet' }, t('advice.suspectsAbout')),
      h('ul', { class: 'suspects' }, ...advice.suspects.map((s) => {
        const now = stale ? null : actions.area(s.area);
        const area = now?.label === s.label ? now : null;
        const words = [h('strong', {}, `#${s.area + 1}`), ' ', classTag(s.label), ` ${percent(s.own_probability)} → `, classTag(s.looks_like), ` ${percent(s.other_probability)}`];
        return h('li', { class: area === null && !stale ? 'settled' : '' },
          h('button', { type: 'button', class: 'item', onclick: () => (now ? actions.zoomArea(now.id) : actions.zoomPlace(around(s))) }, ...words),
          area && h('span', { class: 'row' },
            h('button', { type: 'button', onclick: () => actions.relabel(area.id, s.looks_like) }, t('advice.relabel', { label: className(s.looks_like) })),
            h('button', { type: 'button', class: 'danger', onclick: () => actions.remove(area.id) }, t('labels.delete'))),
          !stale && area === null && h('span', { class: 'quiet' }, t('advice.settled')));
      }))),
    (curve !== null || learned !== null) && h('section', {}, h('h3', {}, t('advice.learning')), curve,
      curve && h('p', { class: 'quiet' }, t('advice.curveKey')), learned !== null && h('p', {}, learned)),
    h('section', {}, h('h3', {}, t('advice.uncertain', { n: advice.uncertain.length })), h('p', { class: 'quiet' }, t(advice.uncertain.length === 0 ? 'advice.noUncertain' : 'advice.uncertainAbout')),
      h('ol', { class: 'suspects' }, ...advice.uncertain.map((u, i) => h('li', {}, h('button', { type: 'button', class: 'item', onclick: () => actions.zoomPlace(u) },
        h('strong', {}, String(i + 1)), ' ', classTag(u.first), ` ${percent(u.first_probability)} · `, classTag(u.second), ` ${percent(u.second_probability)}`))))),
    advice.notes.length > 0 && h('section', {}, h('h3', {}, t('advice.notes')), h('ul', { class: 'warnings' }, ...advice.notes.map((n, i) => h('li', {}, said(advice.notes_remarks[i], n))))));
}

function around(place: { longitude: number; latitude: number }): Uncertain {
  return { ...place, size_m: 200, first: '', second: '', first_probability: 0, second_probability: 0 };
}
