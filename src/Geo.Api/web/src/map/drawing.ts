import type OlMap from 'ol/Map.js';
import Feature from 'ol/Feature.js';
import { containsExtent, isEmpty } from 'ol/extent.js';
import VectorLayer from 'ol/layer/Vector.js';
import VectorSource from 'ol/source/Vector.js';
import { Stroke, Style } from 'ol/style.js';
import { told } from '../act.js';
import type { App } from '../app.js';
import { makeChooser } from '../draw/chooser.js';
import type { Editor, Task } from '../draw/editor.js';
import { onMap } from '../draw/projected.js';
import { mayDrawAreas, mayEdit, registerOf } from '../draw/registers.js';
import type { Shape } from '../draw/shape.js';
import { areaTask, editTask, newTask } from '../draw/tasks.js';
import { fill, h } from '../dom.js';
import type { Route } from '../route.js';
import { t } from '../texts.js';
import type { MapLayer } from './layers.js';

/** Drawing in the map room: what the address says is drawn (`draw`), beside the map and on it. */
export interface Drawer {
  /** Beside the map, in the place of the card. */
  readonly element: HTMLElement;
  readonly cross: HTMLElement;
  active(): boolean;
  show(route: Route): void;
  /** An earlier outline, dashed; null takes it away. */
  earlier(shape: Shape | null): void;
  close(): void;
}

const dashed = [new Style({ stroke: new Stroke({ color: '#fff', width: 4.5 }) }), new Style({ stroke: new Stroke({ color: '#6a3d9a', width: 2.5, lineDash: [8, 6] }) })];

/** @param refreshed Called when a row of a layer was written: what shows it must be read again. */
export function makeDrawer(app: App, map: OlMap, target: HTMLElement, layers: () => readonly MapLayer[], refreshed: (layer: string) => void): Drawer {
  const element = h('aside', { class: 'draw-panel', 'aria-label': t('draw.panel'), hidden: true });
  const cross = h('div', { class: 'cross', 'aria-hidden': 'true', hidden: true });
  const past = new VectorSource();
  map.addLayer(new VectorLayer({ source: past, style: dashed, zIndex: 101 }));
  let editor: Editor | null = null;
  let open = '';
  let aborter = new AbortController();
  const dirty = (): boolean => editor?.dirty() === true;
  app.guard({ dirty, mayLeave: (to) => !dirty() || keyOf(to) === open || window.confirm(t('draw.leave')) });

  function show(route: Route): void {
    const key = keyOf(route);
    if (key === open) return;
    shut();
    open = key;
    element.hidden = key === '';
    element.parentElement?.classList.toggle('drawing', key !== '');
    if (key !== '') void begin(route, key);
  }

  async function begin(route: Route, key: string): Promise<void> {
    const [what = '', name = ''] = /^([^/]*)\/?(.*)$/.exec(route.draw ?? '')?.slice(1) ?? [];
    const { signal } = aborter;
    fill(element, h('p', { class: 'quiet' }, t('loading')));
    try {
      const area = what === 'area';
      if (what === 'new' && name === '' ? !mayEdit(app) && !mayDrawAreas(app) : !(area ? mayDrawAreas(app) : mayEdit(app))) { refuse(t('draw.noRight')); return; }
      if (what === 'new' && name === '') { fill(element, makeChooser(app, titleOf, signal)); element.querySelector('h2')?.focus(); return; }
      const register = area ? null : registerOf(what === 'edit' ? route.selected?.layer ?? '' : name);
      if (!area && register === null) { refuse(t('draw.noRegister')); return; }
      const rest = { snap: neighbours(register?.id ?? null, route.selected?.id ?? null), cancel, saved: (at: { layer: string; id: string } | null) => saved(at, area) };
      const task: Task = register === null ? await areaTask(app, name === '' ? null : name, rest, signal)
        : what === 'edit' ? await editTask(app, register, route.selected?.id ?? '', titleOf(register.id), rest, signal) : newTask(app, register, titleOf(register.id), rest);
      // What draws is fetched when it is wanted: the map's first paint does not wait for it.
      const { makeEditor } = await import('../draw/editor.js');
      if (open !== key) return;
      editor = makeEditor({ map, target, cross }, task, (text) => app.say(text, true));
      fill(element, editor.element);
      if (task.shape) look(task.shape);
      editor.focus();
    } catch (error) {
      if (!signal.aborted) refuse(told(error));
    }
  }

  function refuse(why: string): void {
    fill(element, h('header', { class: 'card-head' }, h('h2', {}, t('draw.panel')), h('button', { type: 'button', class: 'icon', 'aria-label': t('close'), title: t('close'), onclick: cancel }, '✕')), h('p', { class: 'error', role: 'alert' }, why));
  }

  function cancel(): void { app.go({ draw: null }); }

  function saved(at: { layer: string; id: string } | null, area: boolean): void {
    app.say(t('draw.saved'));
    if (at) refreshed(at.layer);
    app.go(area ? { draw: 'new' } : { draw: null, selected: at });
    if (!area) target.focus();
  }

  /** What lies beside what is drawn, in its own layer; all layers shown for an area of interest. */
  function neighbours(layer: string | null, id: string | null): Feature[] {
    return layers().filter((l) => (layer === null ? l.olLayer.getVisible() : l.id === layer)).flatMap((l) => l.source.getFeatures().filter((f) => l.id !== layer || String(f.getId()) !== id));
  }

  function look(shape: Shape): void {
    const extent = onMap(shape).getExtent();
    map.updateSize();
    if (!isEmpty(extent)) map.getView().fit(extent, { padding: [50, 50, 50, 50], maxZoom: 17 });
    else map.getView().setCenter([extent[0] ?? 0, extent[1] ?? 0]);
  }

  function titleOf(layer: string): string { return layers().find((l) => l.id === layer)?.title ?? layer; }

  function shut(): void {
    aborter.abort();
    aborter = new AbortController();
    editor?.close();
    editor = null;
    past.clear();
    fill(element);
  }

  return {
    element, cross, show,
    active: () => editor !== null,
    earlier(shape) {
      past.clear();
      if (shape === null) return;
      const feature = new Feature(onMap(shape));
      past.addFeature(feature);
      const extent = feature.getGeometry()?.getExtent();
      if (extent && !containsExtent(map.getView().calculateExtent(map.getSize()), extent)) look(shape);
    },
    close() {
      shut();
      app.guard(null);
    },
  };
}

/** What is drawn, and of what. */
function keyOf(route: Route): string {
  return route.room !== 'map' || route.draw === null ? '' : route.draw === 'edit' ? `edit ${route.selected?.layer ?? ''}/${route.selected?.id ?? ''} ${route.on ?? ''}` : `${route.draw} ${route.on ?? ''}`;
}
