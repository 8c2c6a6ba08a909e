import type { ClassScore, Model } from './api.js';
import { classTag, inOrder } from '../../classes.js';
import { h } from '../../dom.js';
import { number, percent } from '../../format.js';
import { t } from '../../texts.js';
import { signed } from './card.js';

const measures = ['precision', 'recall', 'f1', 'io_u'] as const;

export interface ComparedClass { name: string; one: ClassScore | null; other: ClassScore | null }

/** The classes of two models in the catalogue's order; a class that one of them does not know has no score there. */
export function comparedClasses(one: Model, other: Model): ComparedClass[] {
  return inOrder([...one.card.classes, ...other.card.classes]).map((name) => ({ name, one: one.card.scores?.classes[name] ?? null, other: other.card.scores?.classes[name] ?? null }));
}

/** Two models side by side. Their own held-apart scores, which rest on their own labels: the same labels are needed to call one better. */
export function comparison(one: Model, other: Model): HTMLElement {
  // Files outside the workspace are told by their names alone; the number of areas tells most of those apart.
  const same = one.card.labels !== '' && one.card.labels === other.card.labels && one.card.folds?.areas === other.card.folds?.areas;
  return h('section', { class: 'compare-models' },
    h('h2', {}, t('models.sideBySide', { one: one.name, other: other.name })),
    h('p', { class: 'quiet' }, t(same ? 'models.sameLabels' : 'models.otherLabels')),
    h('div', { class: 'table-box' }, h('table', { class: 'list plain' },
      h('thead', {},
        h('tr', {}, h('th', { scope: 'col', rowspan: 2 }, t('models.class')), ...(['models.precision', 'models.recall', 'models.f1Short', 'models.iou'] as const).map((k) => h('th', { scope: 'colgroup', colspan: 3 }, t(k)))),
        h('tr', {}, ...measures.flatMap(() => [h('th', { scope: 'col' }, one.name), h('th', { scope: 'col' }, other.name), h('th', { scope: 'col' }, '±')]))),
      h('tbody', {}, whole(one, other), ...comparedClasses(one, other).map((c) => h('tr', {}, h('th', { scope: 'row' }, classTag(c.name)),
        ...measures.flatMap((m) => cells(c.one?.[m] ?? null, c.other?.[m] ?? null))))))));
}

function whole(one: Model, other: Model): HTMLElement {
  const [a, b] = [one.card.scores, other.card.scores];
  const told = (v: number | undefined): string => (v === undefined ? '—' : percent(v, 1));
  return h('tr', { class: 'whole' }, h('th', { scope: 'row' }, t('models.whole')),
    h('td', { colspan: 6 }, t('models.wholeOf', { one: told(a?.overall_accuracy), other: told(b?.overall_accuracy) })),
    h('td', { colspan: 6 }, t('models.wholeF1', { one: told(a?.macro_f1), other: told(b?.macro_f1) })));
}

function cells(one: number | null, other: number | null): HTMLElement[] {
  const told = (v: number | null): HTMLElement => (v === null ? h('td', { class: 'missing' }, '—') : h('td', { class: 'n' }, number(v * 100, 1)));
  if (one === null || other === null) return [told(one), told(other), h('td', {}, '')];
  const by = (one - other) * 100;
  return [told(one), told(other), h('td', { class: by > 0.05 ? 'n up' : by < -0.05 ? 'n down' : 'n' }, signed(by, 1))];
}
