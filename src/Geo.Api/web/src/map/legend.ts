import type Feature from 'ol/Feature.js';
import { h, fill, svg } from '../dom.js';
import type { Child } from '../dom.js';
import { titleOf } from '../facts.js';
import { number } from '../format.js';
import { knownName, knownOn } from '../known.js';
import { classified, classOf, nameOf, sign } from '../status.js';
import { language, t } from '../texts.js';
import type { MapLayer } from './layers.js';

export interface LegendActions { toggle(id: string, on: boolean): void; pick(layer: string, id: string): void }
export interface Legend { readonly element: HTMLElement; update(): void }

/** The most rows a list shows at once; the filter narrows it. */
const most = 200;

/** Layers with their counts and signs; a list of a layer's items for those who do not point at maps. */
export function makeLegend(layers: MapLayer[], actions: LegendActions): Legend {
  const element = h('section', { class: 'legend', 'aria-labelledby': 'legend-title' });
  const parts = layers.map((layer) => ({ layer, part: part(layer) }));
  fill(element, h('h2', { id: 'legend-title' }, t('legend.title')), ...parts.map((p) => p.part.element));
  if (layers.length === 0) element.append(h('p', { class: 'quiet' }, t('legend.empty')));
  return { element, update: () => parts.forEach((p) => p.part.update()) };

  function part(layer: MapLayer): { element: HTMLElement; update(): void } {
    const box = h('input', { type: 'checkbox', id: `layer-${layer.id}`, onchange: () => actions.toggle(layer.id, box.checked) });
    const total = h('span', { class: 'count' });
    const classes = h('ul', { class: 'classes' });
    const note = h('p', { class: 'quiet note' });
    const items = h('div', { class: 'items' });
    const details = h('details', { ontoggle: () => { if (details.open) list(); } }, h('summary', {}, t('legend.list')), items);
    const filter = h('input', { type: 'search', placeholder: t('legend.filter'), 'aria-label': t('legend.filter'), oninput: () => rows() });
    const body = h('div', { class: 'items-body' });
    const root = h('div', { class: 'layer' },
      h('div', { class: 'layer-head' }, box, classified[layer.id] ? null : swatch(layer.id), h('label', { for: `layer-${layer.id}` }, layer.title), total),
      classes, note, details);
    let drawn = '';

    const list = (): void => { fill(items, filter, body); rows(); };
    const rows = (): void => {
      const wanted = filter.value.trim().toLowerCase();
      const found = layer.source.getFeatures().filter((f) => wanted === '' || `${String(f.get('code') ?? '')} ${titleOf('', f.getProperties())} ${String(f.get('town') ?? '')}`.toLowerCase().includes(wanted));
      found.sort((a, b) => key(a).localeCompare(key(b), undefined, { numeric: true }));
      fill(body, h('ul', {}, ...found.slice(0, most).map((f) => h('li', {}, row(f)))),
        found.length === 0 ? h('p', { class: 'quiet' }, t(layer.count === 0 ? 'legend.none' : 'legend.noMatch')) : null,
        found.length > most ? h('p', { class: 'quiet' }, t('legend.more', { shown: most, all: number(found.length) })) : null);
    };
    const row = (f: Feature): HTMLElement => {
      const set = classified[layer.id];
      const status = set ? classOf(set, f.get(set.property)) : null;
      const id = String(f.getId() ?? '');
      const name = titleOf(id, f.getProperties());
      const code = f.get('code') as unknown;
      return h('button', { type: 'button', class: 'item', onclick: () => actions.pick(layer.id, id) },
        status && sign(status, 11), typeof code === 'string' && code !== name && h('span', { class: 'code' }, code), h('span', { class: 'name' }, name),
        status && h('span', { class: 'visually-hidden' }, ` ${nameOf(status, language())}`));
    };

    return {
      element: root,
      update() {
        const shown = layer.olLayer.getVisible();
        box.checked = shown;
        root.classList.toggle('off', !shown);
        total.textContent = layer.state === 'loading' ? '…' : layer.count === null ? '' : number(layer.count);
        const key_ = `${layer.state} ${layer.source.getRevision()} ${shown}`;
        if (key_ === drawn) return;
        drawn = key_;
        details.hidden = !shown || layer.state !== 'ready';
        fill(classes, ...(shown && layer.state === 'ready' ? classRows(layer) : []));
        note.textContent = !shown ? '' : layer.state === 'failed' ? t('legend.failed', { reason: layer.error ?? '' })
          : layer.state === 'ready' && layer.count === 0 ? emptyNote(layer.id) : layer.partial ? t('legend.partial', { n: number(layer.source.getFeatures().length) }) : '';
        note.hidden = note.textContent === '';
        if (details.open) rows();
      },
    };
  }
}

function classRows(layer: MapLayer): Child[] {
  const set = classified[layer.id];
  if (!set) return [];
  const counts = new Map<string, number>();
  // What is in view alone says nothing of all.
  if (!layer.partial) for (const f of layer.source.getFeatures()) {
    const c = classOf(set, f.get(set.property)).key;
    counts.set(c, (counts.get(c) ?? 0) + 1);
  }
  return [...set.list, set.other]
    .filter((c) => c.key !== '' || counts.has('') || layer.partial)
    .map((c) => h('li', {}, sign(c, 12), h('span', {}, nameOf(c, language())), layer.partial ? null : h('span', { class: 'count' }, number(counts.get(c.key) ?? 0))));
}

function emptyNote(layer: string): string {
  if (knownOn() !== null) return t('legend.emptyThen', { date: knownName() });
  return layer === 'detections' ? t('legend.emptyDetections') : layer === 'alerts' ? t('legend.emptyAlerts') : t('legend.emptyRegister', { layer });
}

function swatch(layer: string): SVGSVGElement {
  const line: Record<string, [string, string, string]> = {
    towns: ['#5b6670', 'none', '4 2 1 2'], rivers: ['#2f7fb8', '#56b4e959', ''], 'sensitive-areas': ['#6a3d9a', '#6a3d9a33', '2 2'], 'key-control-areas': ['#1d2326', '#1d23260d', '5 3'],
    alerts: ['#b3261e', '#b3261e1f', '4 2'],
  };
  const [stroke, inside, dash] = line[layer] ?? ['#5b6670', '#5b66701f', ''];
  return svg('svg', { class: 'sign', width: 18, height: 12, 'aria-hidden': 'true' },
    layer === 'rivers'
      ? svg('path', { d: 'M1 8C5 1 9 12 17 4', fill: 'none', stroke, 'stroke-width': 2 })
      : svg('rect', { x: 1, y: 1, width: 16, height: 10, fill: inside, stroke, 'stroke-width': 1.6, 'stroke-dasharray': dash }));
}

function key(f: Feature): string {
  return String(f.get('code') ?? f.get('name') ?? f.getId() ?? '');
}
