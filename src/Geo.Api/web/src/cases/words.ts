import waste from '../../../../../data/waste-categories.json';
import { className } from '../classes.js';
import { h, svg } from '../dom.js';
import { day, hectares, mu } from '../format.js';
import { corners } from '../status.js';
import type { Shape } from '../status.js';
import { language, maybe, t } from '../texts.js';
import type { Case, State, Unit } from './api.js';

/** Colour-blind safe, and each with a shape of its own; the word always stands beside. */
const looks: Record<State, { colour: string; shape: Shape }> = {
  found: { colour: '#5b6670', shape: 'ring' }, assigned: { colour: '#56b4e9', shape: 'triangle' }, verified: { colour: '#e69f00', shape: 'diamond' },
  handled: { colour: '#8fce83', shape: 'square' }, closed: { colour: '#0072b2', shape: 'circle' },
};

export function stateSign(state: State): HTMLElement {
  const { colour, shape } = looks[state];
  const points = corners(shape);
  const paint = shape === 'ring' ? { fill: '#fff', stroke: colour, 'stroke-width': 0.5 } : { fill: colour, stroke: '#1d2326', 'stroke-width': 0.16 };
  return h('span', { class: 'status' }, svg('svg', { class: 'sign', width: 12, height: 12, viewBox: '-1.25 -1.25 2.5 2.5', 'aria-hidden': 'true' },
    points ? svg('polygon', { points: points.map((p) => p.join(',')).join(' '), ...paint }) : svg('circle', { r: shape === 'ring' ? 0.75 : 0.95, ...paint })), ' ', stateName(state));
}

export function stateName(state: string): string { return maybe(`cases.state.${state}`) ?? state; }
export function stateColour(state: State): string { return looks[state].colour; }

export function unitName(units: readonly Unit[], code: string | null): string {
  const found = units.find((u) => u.code === code);
  return found ? (language() === 'zh' ? found.zh : found.en) : code ?? '';
}

export const wasteCategories: readonly { code: string; zh: string; en: string }[] = waste.categories;
export function wasteName(code: string): string {
  const found = wasteCategories.find((c) => c.code === code);
  return found ? (language() === 'zh' ? found.zh : found.en) : code;
}

/** What it is: what people found lies there, else the class of the detection, else who reported it. */
export function whatName(c: Case): string {
  return c.waste_category !== null ? wasteName(c.waste_category) : c.class !== null ? className(c.class) : t('cases.unknown');
}

export function areaText(squareMetres: number | null): string {
  return squareMetres === null ? '' : t('cases.area', { hectares: hectares(squareMetres), mu: mu(squareMetres) });
}

/** The last day and how far it is: late ones by word and colour. */
export function termCell(c: Case, soonDays: number): HTMLElement {
  if (c.due_at === null || c.days_left === null) return h('span', { class: 'quiet' }, c.closed_at === null ? '' : day(c.closed_at));
  const left = c.days_left;
  const words = c.overdue ? t('cases.late', { days: -left }) : left === 0 ? t('cases.today') : t('cases.left', { days: left });
  return h('span', { class: `term ${c.overdue ? 'late' : left <= soonDays ? 'soon' : ''}` }, h('span', { class: 'n' }, day(c.due_at)), ' ', h('span', { class: 'term-words' }, words));
}
