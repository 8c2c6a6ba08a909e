import OlPolygon from 'ol/geom/Polygon.js';
import { signedIn } from '../act.js';
import { ApiError } from '../api.js';
import type { App } from '../app.js';
import { h } from '../dom.js';
import { titleOf } from '../facts.js';
import { t } from '../texts.js';
import { addItem, getArea, getAreas, getVersions, putArea, putOutline, readItem, townAt } from './api.js';
import type { Task } from './editor.js';
import type { Register } from './registers.js';
import { partsOf, shapeOf } from './shape.js';
import type { Shape } from './shape.js';

type Rest = Pick<Task, 'snap' | 'cancel'> & { saved(at: { layer: string; id: string } | null): void };
const none = { wrong: () => null, shaped: () => undefined, fields: [] };
const nameForm = /^[\p{L}\p{Nd}_-]{1,64}$/u;

/** The outline of a register's row. @throws ApiError Where there is no such row. */
export async function editTask(app: App, register: Register, id: string, kicker: string, rest: Rest, signal: AbortSignal): Promise<Task> {
  const { item, tag: first } = await readItem(register.id, id, signal);
  let tag = first;
  return {
    ...none, snap: rest.snap, cancel: rest.cancel, kicker, title: t('draw.editTitle', { name: titleOf(id, item.properties) }), kinds: register.kinds, shape: shapeOf(item.geometry),
    save: async (shape) => await signedIn(app, () => putOutline(register.id, id, shape, tag).then(() => true)) ?? false,
    async theirs() {
      const [now, versions] = await Promise.all([readItem(register.id, id), getVersions(register.id, id)]);
      const last = versions[versions.length - 1];
      return { who: last?.author ?? t('draw.someone'), when: last?.from ?? '', shape: shapeOf(now.item.geometry), take: () => { tag = now.tag; } };
    },
    saved: () => rest.saved({ layer: register.id, id }),
  };
}

/** A new row of a register: drawn, with its code, name and town. */
export function newTask(app: App, register: Register, kicker: string, rest: Rest): Task {
  const code = h('input', { id: 'draw-code', type: 'text', maxlength: 64, required: register.code, autocomplete: 'off', spellcheck: 'false' });
  const name = h('input', { id: 'draw-name', type: 'text', maxlength: 200, autocomplete: 'off' });
  let typed = false;
  const town = h('input', { id: 'draw-town', type: 'text', maxlength: 64, autocomplete: 'off', oninput: () => { typed = town.value !== ''; } });
  let made = '';
  let turn = 0;
  const line = (input: HTMLElement, text: string): HTMLElement => h('div', { class: 'line' }, h('label', { for: input.id }, text), input);
  return {
    snap: rest.snap, cancel: rest.cancel, kicker, title: t('draw.newTitle'), kinds: register.kinds, shape: null,
    fields: [line(code, t(register.code ? 'draw.code' : 'draw.codeOptional')), line(name, t('draw.name')), ...(register.town ? [line(town, t('draw.town'))] : [])],
    wrong: () => (register.code && code.value.trim() === '' ? t('draw.needCode') : null),
    shaped(shape) {
      // The town where it lies, until the person says another.
      const mine = ++turn;
      if (!register.town || typed || shape === null) return;
      townAt(insideOf(shape)).then((found) => { if (mine === turn && !typed) town.value = found; }, () => undefined);
    },
    async save(shape) {
      const said = { code: code.value.trim(), name: name.value.trim(), ...(register.town ? { town: town.value.trim() } : {}) };
      const done = await signedIn(app, () => addItem(register.id, shape, Object.fromEntries(Object.entries(said).filter(([, value]) => value !== ''))));
      made = done ?? '';
      return done !== null;
    },
    theirs: () => Promise.resolve({ who: '', when: '', shape: null, take: () => undefined }), // a new row is nobody else's
    saved: () => rest.saved({ layer: register.id, id: made }),
  };
}

/** An area of interest, new or known. @throws ApiError Where there is none of this name. */
export async function areaTask(app: App, known: string | null, rest: Rest, signal: AbortSignal): Promise<Task> {
  const first: { shape: Shape | null; tag: string | null } = known === null ? { shape: null, tag: null } : await getArea(known, signal);
  let tag = first.tag;
  const name = h('input', { id: 'draw-name', type: 'text', maxlength: 64, required: true, autocomplete: 'off', spellcheck: 'false' });
  const nameNow = (): string => known ?? name.value.trim();
  return {
    ...none, snap: rest.snap, cancel: rest.cancel, kicker: t('draw.areas'), title: known ?? t('draw.areaNew'), kinds: ['polygon'], shape: first.shape,
    fields: known === null ? [h('div', { class: 'line' }, h('label', { for: 'draw-name' }, t('draw.areaName')), name)] : [],
    wrong: () => (nameForm.test(nameNow()) ? null : t('labels.wrongName')),
    save: async (drawn) => await signedIn(app, () => putArea(nameNow(), drawn, tag).then(() => true)) ?? false,
    async theirs() {
      const [now, all] = await Promise.all([getArea(nameNow()).catch((e: unknown) => { if (e instanceof ApiError && e.status === 404) return { shape: null, tag: null }; throw e; }), getAreas()]);
      const file = all.find((a) => a.name === nameNow());
      return { who: file?.author ?? t('draw.someone'), when: file?.modified_at ?? '', shape: now.shape, take: () => { tag = now.tag; } };
    },
    saved: () => rest.saved(null),
  };
}

/** A place that is surely inside, or on the line. */
function insideOf(shape: Shape): readonly number[] {
  const [part = []] = partsOf(shape);
  return shape.type === 'Polygon' || shape.type === 'MultiPolygon' ? new OlPolygon(part).getInteriorPoint().getCoordinates().slice(0, 2) : part[0]?.[0] ?? [];
}
