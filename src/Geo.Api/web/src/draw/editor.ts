import type OlMap from 'ol/Map.js';
import type Feature from 'ol/Feature.js';
import { told } from '../act.js';
import { ApiError } from '../api.js';
import { minute } from '../format.js';
import { t } from '../texts.js';
import { makeOutline } from './outline.js';
import { makePanel } from './panel.js';
import type { Kind, Shape } from './shape.js';
import { makeTrail } from './trail.js';

/** What is drawn, and where it goes. */
export interface Task {
  readonly kicker: string;
  readonly title: string;
  readonly kinds: readonly Kind[];
  /** Null for a new one, which is drawn at once. */
  readonly shape: Shape | null;
  readonly fields: readonly HTMLElement[];
  readonly snap: readonly Feature[];
  /** What is wrong with the fields; null where nothing is. */
  wrong(): string | null;
  /** The shape has changed. */
  shaped(shape: Shape | null): void;
  /** Saves; false where the person did not sign in. */
  save(shape: Shape): Promise<boolean>;
  /** After a 412: who was quicker, and what they have drawn. Once it was taken, the next save goes over it. */
  theirs(): Promise<{ who: string; when: string; shape: Shape | null; take(): void }>;
  saved(): void;
  cancel(): void;
}

export interface Editor { readonly element: HTMLElement; dirty(): boolean; focus(): void; close(): void }

/** The editing of one shape: its outline on the map, its steps, its panel. */
export function makeEditor(place: { map: OlMap; target: HTMLElement; cross: HTMLElement }, task: Task, say: (text: string) => void): Editor {
  const aborter = new AbortController();
  let before = task.shape;
  let saving = false;
  let trail = makeTrail(task.shape);
  const outline = makeOutline(place.map, place.target, place.cross, {
    changed: (shape) => { trail.put(shape); update(); task.shaped(shape); },
    state: () => update(),
    refused: (why) => panel.complain(t(why === 'few' ? 'draw.few' : 'draw.outside')),
  });
  const panel = makePanel(task, {
    outline: () => outline, undo: () => step(trail.undo(), 'draw.undone'), redo: () => step(trail.redo(), 'draw.redone'),
    take: (shape) => { trail.put(shape); reshow(); }, save: () => void save(), cancel: () => task.cancel(),
  });
  outline.snapTo(task.snap);
  outline.show(task.shape);
  update();
  document.addEventListener('keydown', pressed, { signal: aborter.signal });
  window.addEventListener('beforeunload', (event) => { if (trail.changed()) event.preventDefault(); }, { signal: aborter.signal });

  function update(): void {
    panel.update({ shape: trail.now(), before, canUndo: trail.canUndo(), canRedo: trail.canRedo(), changed: trail.changed(), state: outline.state() });
    panel.complain(null);
  }

  function reshow(): void {
    outline.show(trail.now());
    update();
    task.shaped(trail.now());
  }

  function step(done: boolean, key: 'draw.undone' | 'draw.redone'): void {
    if (!done) return;
    outline.stop();
    reshow();
    say(t(key));
  }

  function pressed(event: KeyboardEvent): void {
    // In a field the browser's own undo is meant.
    const inField = event.target instanceof Element && event.target.closest('input, textarea, select, dialog') !== null;
    const key = event.key.toLowerCase();
    if (inField || event.altKey || !(event.ctrlKey || event.metaKey) || (key !== 'z' && key !== 'y')) return;
    event.preventDefault();
    if (key === 'y' || event.shiftKey) step(trail.redo(), 'draw.redone');
    else step(trail.undo(), 'draw.undone');
  }

  async function save(): Promise<void> {
    const shape = trail.now();
    const wrong = shape === null ? t('draw.nothing') : task.wrong();
    if (shape === null || wrong !== null) { panel.complain(wrong); return; }
    if (saving) return;
    saving = true;
    panel.busy(true);
    try {
      if (!await task.save(shape)) { update(); return; }
      trail.kept();
      task.saved();
    } catch (error) {
      update();
      if (error instanceof ApiError && error.status === 412) await conflict();
      else panel.complain(told(error));
    } finally {
      saving = false;
    }
  }

  async function conflict(): Promise<void> {
    try {
      const theirs = await task.theirs();
      panel.conflict({
        who: theirs.who, when: minute(theirs.when),
        load: () => {
          // What they have drawn is what there is; one's own is one step back.
          const mine = trail.now();
          theirs.take();
          before = theirs.shape;
          trail = makeTrail(mine);
          trail.put(theirs.shape);
          trail.kept();
          panel.conflict(null);
          reshow();
          say(t('draw.theirsLoaded'));
        },
      });
    } catch (error) {
      panel.complain(told(error));
    }
  }

  return {
    element: panel.element,
    dirty: () => trail.changed(),
    focus() {
      if (task.shape === null && task.kinds[0] !== undefined) outline.begin('anew', task.kinds[0]);
      else panel.element.querySelector('h2')?.focus();
    },
    close() {
      aborter.abort();
      outline.close();
    },
  };
}
