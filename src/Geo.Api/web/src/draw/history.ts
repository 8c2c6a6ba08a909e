import { signedIn, told } from '../act.js';
import { ApiError } from '../api.js';
import type { App } from '../app.js';
import { fill, h } from '../dom.js';
import { minute, number } from '../format.js';
import { t } from '../texts.js';
import { getVersions, putOutline, readItem } from './api.js';
import type { Version } from './api.js';
import { groundOf } from './figures.js';
import { mayEdit } from './registers.js';
import type { Shape } from './shape.js';

export interface HistoryActions {
  /** Shows an earlier outline on the map; null takes it away. */
  outline(shape: Shape | null): void;
  restored(): void;
}

/** The outlines that an item had: who drew each and when, to be looked at and to be restored. */
export async function showHistory(host: HTMLElement, app: App, layer: string, id: string, actions: HistoryActions, current: () => boolean): Promise<void> {
  let versions: Version[];
  try {
    versions = (await getVersions(layer, id)).filter((v) => v.moved);
  } catch {
    return; // a server that keeps no history: the card stands without it
  }
  if (!current()) return;
  const problem = h('p', { class: 'error', role: 'alert', hidden: true });
  const newest = versions[versions.length - 1];
  const shows = [...versions].reverse().map((v) => ({ v, button: v === newest || v.shape === null ? null : h('button', { type: 'button', 'aria-pressed': 'false', onclick: () => toggle(v) }, t('draw.showOnMap')) }));
  fill(host, h('details', { class: 'outline-history', ontoggle: (event) => { if (!(event.currentTarget as HTMLDetailsElement).open) toggle(null); } },
    h('summary', {}, t('draw.history', { n: versions.length })), problem,
    h('ol', { class: 'versions' }, ...shows.map(({ v, button }) => h('li', {},
      h('p', {}, h('span', { class: 'n' }, minute(v.from)), ' · ', whoOf(v), v === newest && h('strong', {}, ` ${t('draw.present')}`)),
      h('p', { class: 'quiet n' }, sizeOf(v)),
      h('div', { class: 'row' }, button, button !== null && mayEdit(app) && h('button', { type: 'button', class: 'restore', onclick: () => void restore(v) }, t('draw.restore'))))))));

  function toggle(wanted: Version | null): void {
    let shape: Shape | null = null;
    for (const { v, button } of shows) {
      const on = v === wanted && button?.getAttribute('aria-pressed') === 'false';
      button?.setAttribute('aria-pressed', String(on));
      if (on) shape = v.shape;
    }
    actions.outline(shape);
  }

  function whoOf(v: Version): Node {
    const run = v.run;
    return run === null ? document.createTextNode(v.author ?? t('draw.someone'))
      : h('button', { type: 'button', class: 'link', onclick: () => app.go({ room: 'runs', run }) }, v.author === null ? run : t('draw.byRun', { kind: v.author }));
  }

  async function restore(v: Version): Promise<void> {
    if (v.shape === null || !window.confirm(t('draw.restoreAsk', { when: minute(v.from) }))) return;
    const shape = v.shape;
    problem.hidden = true;
    try {
      // Between reading and writing nobody may come: the tag says so.
      const done = await signedIn(app, async () => { await putOutline(layer, id, shape, (await readItem(layer, id)).tag); return true; });
      if (done === null) return;
      app.say(t('draw.restored'));
      actions.restored();
    } catch (error) {
      problem.textContent = error instanceof ApiError && error.status === 412 ? t('draw.stale') : told(error);
      problem.hidden = false;
    }
  }
}

function sizeOf(v: Version): string {
  return v.shape === null ? t('draw.noOutline') : v.areaM2 !== null ? groundOf(v.areaM2) : v.lengthM !== null ? t('draw.km', { km: number(v.lengthM / 1000, 2) }) : v.shape.type === 'Point' ? t('draw.kind.point') : '';
}
