import { fill, h } from '../dom.js';
import { t } from '../texts.js';
import { crossingOf } from './crossing.js';
import { shapeFrom, textOf, WrongCorners } from './corners.js';
import { changeOf, sizeOf } from './figures.js';
import type { Drawing, Outline, OutlineState } from './outline.js';
import { cornersOf, kindOf, partsOf, without } from './shape.js';
import type { Kind, Shape } from './shape.js';

export interface PanelView { shape: Shape | null; before: Shape | null; canUndo: boolean; canRedo: boolean; changed: boolean; state: OutlineState }
export interface PanelActions {
  outline(): Outline;
  undo(): void;
  redo(): void;
  /** Another shape by a button or by text. */
  take(shape: Shape): void;
  save(): void;
  cancel(): void;
}
/** Another was quicker. */
export interface Conflict { who: string; when: string; load(): void }
export interface Panel {
  readonly element: HTMLElement;
  update(view: PanelView): void;
  complain(why: string | null): void;
  conflict(with_: Conflict | null): void;
  busy(on: boolean): void;
}

const kindNames = { polygon: 'draw.kind.polygon', line: 'draw.kind.line', point: 'draw.kind.point' } as const;

/** What can be done with the shape that is drawn, in buttons and words. */
export function makePanel(head: { kicker: string; title: string; kinds: readonly Kind[]; fields: readonly HTMLElement[] }, actions: PanelActions): Panel {
  let view: PanelView | null = null;
  const act = (text: string, does: () => void, more: Record<string, string> = {}): HTMLButtonElement => h('button', { type: 'button', onclick: does, ...more }, text);
  const undo = act(t('draw.undo'), () => actions.undo(), { class: 'undo', 'aria-keyshortcuts': 'Control+Z' });
  const redo = act(t('draw.redo'), () => actions.redo(), { class: 'redo', 'aria-keyshortcuts': 'Control+Y' });
  const kind = h('select', { id: 'draw-kind', 'aria-label': t('draw.kind') }, ...head.kinds.map((k) => h('option', { value: k }, t(kindNames[k]))));
  const begin = (what: Drawing): void => actions.outline().begin(what, what === 'hole' ? 'polygon' : kind.value as Kind);
  const anew = act(t('draw.anew'), () => begin('anew'), { id: 'draw-anew' });
  const part = act(t('draw.part'), () => begin('part'), { id: 'draw-part' });
  const hole = act(t('draw.hole'), () => begin('hole'), { id: 'draw-hole' });
  const resting = h('div', { class: 'row' }, head.kinds.length > 1 && kind, anew, part, hole);
  const drawingRow = h('div', { class: 'drawing' }, h('p', {}, t('draw.how')), h('div', { class: 'row' },
    act(t('draw.finish'), () => actions.outline().finish(), { class: 'primary', id: 'draw-finish' }), act(t('draw.corner'), () => actions.outline().corner()),
    act(t('draw.back'), () => actions.outline().back()), act(t('draw.stop'), () => actions.outline().stop())));
  const which = h('output', { class: 'n', 'aria-live': 'polite' });
  const onCorner = [
    act(t('draw.toCross'), () => actions.outline().toCross(), { id: 'corner-move' }), act(t('draw.insert'), () => actions.outline().insert(), { id: 'corner-insert' }),
    act(t('draw.remove'), () => actions.outline().remove(), { id: 'corner-remove' }),
  ];
  const cornerRow = h('div', { class: 'row corners' },
    act('◀', () => actions.outline().pick(-1), { 'aria-label': t('draw.former'), title: t('draw.former') }), which, act('▶', () => actions.outline().pick(1), { 'aria-label': t('draw.next'), title: t('draw.next') }), ...onCorner);
  const parts = h('ul', { class: 'parts', 'aria-label': t('draw.parts') });
  const figures = h('dl', { class: 'facts', 'aria-live': 'polite' });
  const crossing = h('p', { class: 'note-box', role: 'alert', hidden: true });
  const text = h('textarea', { id: 'draw-corners', rows: 8, spellcheck: false, 'aria-label': t('draw.text'), 'aria-describedby': 'draw-corners-how' });
  const problem = h('p', { class: 'error', role: 'alert', hidden: true });
  const other = h('div', { class: 'conflict note-box', role: 'alert', hidden: true });
  const save = act(t('draw.save'), () => actions.save(), { class: 'primary', id: 'draw-save' });
  const element = h('div', { class: 'draw-body' },
    h('header', { class: 'card-head' }, h('div', {}, h('p', { class: 'kicker' }, head.kicker), h('h2', { tabindex: -1 }, head.title)),
      h('button', { type: 'button', class: 'icon', 'aria-label': t('close'), title: t('close'), onclick: () => actions.cancel() }, '✕')),
    h('div', { class: 'row' }, undo, redo), resting, drawingRow, cornerRow, parts, figures, crossing, ...head.fields,
    h('details', {}, h('summary', { id: 'draw-text-open' }, t('draw.text')), h('p', { class: 'quiet', id: 'draw-corners-how' }, t('draw.textHow')), text, act(t('draw.textTake'), takeText, { id: 'draw-text-take' })),
    h('details', {}, h('summary', {}, t('draw.keysTitle')), h('p', { class: 'quiet' }, t('draw.keys'))),
    // What went wrong stands where the button is, however far the panel is scrolled.
    h('div', { class: 'end' }, problem, other, h('div', { class: 'actions' }, save, act(t('cancel'), () => actions.cancel(), { id: 'draw-cancel' }))));

  function takeText(): void {
    try {
      actions.take(shapeFrom(text.value, view?.shape ?? null, kind.value as Kind));
      complain(null);
    } catch (error) {
      if (!(error instanceof WrongCorners)) throw error;
      complain(error.line === null ? t('draw.textRings') : t('draw.textBad', { line: error.line }));
      text.focus();
    }
  }

  function drawParts(shape: Shape | null): void {
    const all = shape === null ? [] : partsOf(shape);
    const row = (name: string, size: string | null, p: number, ring: number): HTMLElement => h('li', {}, h('span', {}, name), h('span', { class: 'n quiet' }, size ?? ''),
      act(t('draw.partRemove'), () => { const rest = shape === null ? null : without(shape, p, ring); if (rest !== null) actions.take(rest); }, { 'aria-label': t('draw.partRemoveOf', { name }) }));
    const of = (ring: number[][]): Shape => ({ type: kindOf(shape ?? { type: 'Point', coordinates: [] }) === 'line' ? 'LineString' : 'Polygon', coordinates: kindOf(shape ?? { type: 'Point', coordinates: [] }) === 'line' ? ring : [ring] } as Shape);
    const rows = all.flatMap((rings, p) => rings.map((ring, r) => (r === 0
      ? all.length > 1 ? row(t('draw.partName', { n: p + 1 }), sizeOf(of(ring)), p, 0) : null
      : row(t('draw.holeName', { n: r, part: p + 1 }), sizeOf(of(ring)), p, r))));
    fill(parts, ...rows);
    parts.hidden = rows.every((r) => r === null);
  }

  function drawFigures({ shape, before }: PanelView): void {
    const [was, is, by] = [sizeOf(before), sizeOf(shape), changeOf(before, shape)];
    const rows: [string, string | null][] = [[t('draw.before'), was], [t('draw.now'), is], [t('draw.change'), shape === before ? null : by], [t('draw.count'), shape === null ? null : String(cornersOf(shape).length)]];
    fill(figures, ...rows.filter(([, value]) => value !== null).flatMap(([name, value]) => [h('dt', {}, name), h('dd', {}, value)]));
  }

  function complain(why: string | null): void {
    problem.textContent = why ?? '';
    problem.hidden = why === null;
  }

  return {
    element, complain,
    update(next) {
      const sameShape = view?.shape === next.shape;
      view = next;
      const { shape, state } = next;
      undo.disabled = !next.canUndo;
      redo.disabled = !next.canRedo;
      save.disabled = shape === null || !next.changed || state.drawing !== null;
      resting.hidden = state.drawing !== null;
      drawingRow.hidden = state.drawing === null;
      part.hidden = shape === null || kindOf(shape) === 'point';
      hole.hidden = shape === null || kindOf(shape) !== 'polygon';
      cornerRow.hidden = state.drawing !== null || state.corners === 0;
      const at = state.at === null || shape === null ? undefined : cornersOf(shape)[state.at]?.at;
      which.textContent = at === undefined ? t('draw.corners', { n: state.corners }) : t('draw.cornerAt', { n: (state.at ?? 0) + 1, all: state.corners, lon: (at[0] ?? 0).toFixed(5), lat: (at[1] ?? 0).toFixed(5) });
      for (const button of onCorner) button.disabled = at === undefined;
      if (sameShape) return;
      text.value = shape === null ? '' : textOf(shape);
      drawParts(shape);
      drawFigures(next);
      const meets = shape === null ? null : crossingOf(shape);
      crossing.hidden = meets === null;
      crossing.textContent = meets === null ? '' : t('draw.crossing', { lon: (meets[0] ?? 0).toFixed(5), lat: (meets[1] ?? 0).toFixed(5) });
      save.textContent = t(meets === null ? 'draw.save' : 'draw.saveAnyway');
    },
    conflict(with_) {
      other.hidden = with_ === null;
      fill(other, ...(with_ === null ? [] : [h('p', {}, t('draw.conflict', { who: with_.who, when: with_.when })), act(t('draw.loadTheirs'), () => with_.load(), { id: 'draw-theirs' })]));
    },
    busy(on) { save.disabled = on; },
  };
}
