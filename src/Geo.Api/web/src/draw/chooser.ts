import { signedIn, told } from '../act.js';
import type { App } from '../app.js';
import { fill, h } from '../dom.js';
import { day } from '../format.js';
import { t } from '../texts.js';
import { deleteArea, getAreas } from './api.js';
import { groundOf } from './figures.js';
import { mayDrawAreas, mayEdit, registers } from './registers.js';

/** What a person wants to draw: a row of a register, or an area of interest; and the areas that there are. */
export function makeChooser(app: App, titleOf: (layer: string) => string, signal: AbortSignal): HTMLElement {
  const areas = h('ul', { class: 'areas-drawn' });
  const problem = h('p', { class: 'error', role: 'alert', hidden: true });
  if (mayDrawAreas(app)) void list();
  return h('div', { class: 'draw-body' },
    h('header', { class: 'card-head' }, h('h2', { tabindex: -1 }, t('draw.new')),
      h('button', { type: 'button', class: 'icon', 'aria-label': t('close'), title: t('close'), onclick: () => app.go({ draw: null }) }, '✕')),
    mayEdit(app) && h('p', { class: 'quiet' }, t('draw.newInto')),
    mayEdit(app) && h('div', { class: 'choices' }, ...registers.map((r) => h('button', { type: 'button', onclick: () => app.go({ draw: `new/${r.id}`, selected: null }) }, titleOf(r.id)))),
    mayDrawAreas(app) && h('h3', {}, t('draw.areas')),
    mayDrawAreas(app) && h('p', { class: 'quiet' }, t('draw.areasAbout')),
    mayDrawAreas(app) && h('button', { type: 'button', id: 'draw-area', onclick: () => app.go({ draw: 'area', selected: null }) }, t('draw.areaNew')),
    problem, areas);

  async function list(): Promise<void> {
    try {
      const all = await getAreas(signal);
      fill(areas, ...all.map((a) => h('li', {}, h('p', {}, h('strong', {}, a.name), ' ', h('span', { class: 'n quiet' }, groundOf(a.area_m2))), h('p', { class: 'quiet' }, `${a.author ?? ''} ${day(a.modified_at)}`),
        h('div', { class: 'row' }, h('button', { type: 'button', 'aria-label': t('draw.areaEditOf', { name: a.name }), onclick: () => app.go({ draw: `area/${a.name}`, selected: null }) }, t('draw.areaEdit')),
          h('button', { type: 'button', 'aria-label': t('draw.areaSurveyOf', { name: a.name }), onclick: () => app.go({ room: 'runs', aoi: a.name }) }, t('draw.areaSurvey')),
          h('button', { type: 'button', class: 'danger', 'aria-label': t('draw.areaDeleteOf', { name: a.name }), onclick: () => void remove(a.name) }, t('draw.areaDelete'))))));
    } catch (error) {
      if (!signal.aborted) complain(error);
    }
  }

  async function remove(name: string): Promise<void> {
    if (!window.confirm(t('draw.areaDeleteAsk', { name }))) return;
    problem.hidden = true;
    try {
      if (await signedIn(app, () => deleteArea(name).then(() => true)) === true) await list();
    } catch (error) {
      complain(error);
    }
  }

  function complain(error: unknown): void {
    problem.textContent = told(error);
    problem.hidden = false;
  }
}
