import { ApiError, getItem, getItems, getRest, getSchema } from '../api.js';
import type { Item, Properties, Schema } from '../api.js';
import { h, fill } from '../dom.js';
import type { Child } from '../dom.js';
import { factsOf, titleOf } from '../facts.js';
import { day, percent } from '../format.js';
import { classified, classOf, nameOf, sign } from '../status.js';
import { language, t } from '../texts.js';
import { coverCurve } from './curve.js';
import type { Observed } from './curve.js';

export interface CardActions {
  close(): void;
  pick(layer: string, id: string): void;
  scene(id: string): void;
  run(id: string): void;
  site(code: string): void;
  zoom(item: Item): void;
  layerTitle(id: string): string;
  /** Begins the editing of a row's outline; null for who may not. */
  edit(layer: string): (() => void) | null;
  history(host: HTMLElement, layer: string, id: string, current: () => boolean): void;
}
export interface Neighbour { layer: string; id: string; title: string }

const schemas = new Map<string, Promise<Schema>>();

/** What is known of one item: its attributes, its cover over time, and where they come from. */
export function makeCard(actions: CardActions): { element: HTMLElement; show(layer: string, id: string, neighbours: Neighbour[]): Promise<Item | null>; hide(): void } {
  const element = h('aside', { class: 'card', 'aria-label': t('card.label'), tabindex: -1, hidden: true });
  let turn = 0;
  return {
    element,
    async show(layer, id, neighbours) {
      const mine = ++turn;
      element.hidden = false;
      fill(element, head(layer, t('loading'), null), h('p', { class: 'quiet' }, t('loading')));
      try {
        const [item, schema] = await Promise.all([getItem(layer, id), schemaOf(layer)]);
        if (mine !== turn) return null;
        const p = item.properties;
        const trail = h('div', { class: 'observed' }), outlines = h('div', {});
        const edit = actions.edit(layer);
        fill(element,
          head(layer, titleOf(id, p), typeof p.code === 'string' ? p.code : null),
          badge(layer, p),
          neighbours.length > 0 && others(neighbours),
          h('dl', { class: 'facts' }, ...factsOf(p, schema).flatMap((f) => [
            h('dt', {}, f.title), h('dd', { class: f.missing ? 'missing' : '' }, f.value),
          ])),
          trail, outlines, source(p, layer, id),
          h('div', { class: 'actions' }, h('button', { type: 'button', onclick: () => actions.zoom(item) }, t('card.zoom')),
            edit !== null && h('button', { type: 'button', id: 'edit-outline', onclick: edit }, t('draw.edit')),
            siteOf(layer, p) !== null && h('button', { type: 'button', class: 'primary', onclick: () => actions.site(siteOf(layer, p) ?? '') }, t('card.site'))));
        actions.history(outlines, layer, id, () => mine === turn);
        const code = layer === 'detections' ? p.site_code : p.code;
        if ((layer === 'mine-sites' || layer === 'dumps') && typeof code === 'string') void observations(trail, code, () => mine === turn);
        return item;
      } catch (error) {
        if (mine !== turn) return null;
        const text = error instanceof ApiError && error.status === 404 ? t('card.gone') : error instanceof Error ? error.message : String(error);
        fill(element, head(layer, id, null), h('p', { class: 'error', role: 'alert' }, text));
        return null;
      }
    },
    hide() {
      turn++;
      element.hidden = true;
      fill(element);
    },
  };

  function head(layer: string, title: string, code: string | null): HTMLElement {
    return h('header', { class: 'card-head' },
      h('div', {}, h('p', { class: 'kicker' }, actions.layerTitle(layer), code === null || code === title ? null : ` · ${code}`), h('h2', {}, title)),
      h('button', { type: 'button', class: 'icon', 'aria-label': t('close'), title: t('close'), onclick: () => actions.close() }, '✕'));
  }

  function others(neighbours: Neighbour[]): HTMLElement {
    return h('div', { class: 'neighbours' }, h('span', { class: 'quiet' }, t('card.here')), ...neighbours.slice(0, 6).map((n) =>
      h('button', { type: 'button', class: 'chip', onclick: () => actions.pick(n.layer, n.id) }, n.title)));
  }

  function source(p: Properties, layer: string, id: string): HTMLElement {
    const scenes = [p.scene_ids, p.last_scene_id, p.scene_id].flat().filter((s): s is string => typeof s === 'string' && s !== '');
    const run = typeof p.run_id === 'string' && p.run_id !== '' ? p.run_id : null;
    const rows: Child[] = [
      run !== null && row(t('card.run'), h('button', { type: 'button', class: 'link', onclick: () => actions.run(run) }, run)),
      typeof p.survey_id === 'string' && row(t('card.survey'), h('span', { class: 'id' }, p.survey_id)),
      scenes.length > 0 && row(t('card.scenes'), ...[...new Set(scenes)].map((s) => h('button', { type: 'button', class: 'link', onclick: () => actions.scene(s) }, s))),
      row(t('card.data'), h('a', { href: `/collections/${encodeURIComponent(layer)}/items/${encodeURIComponent(id)}`, target: '_blank', rel: 'noopener' }, 'GeoJSON')),
    ];
    return h('section', { class: 'source' }, h('h3', {}, t('card.source')), h('dl', { class: 'facts' }, ...rows));
  }

  function row(title: string, ...value: Node[]): DocumentFragment {
    const both = document.createDocumentFragment();
    both.append(h('dt', {}, title), h('dd', {}, ...value));
    return both;
  }

  async function observations(host: HTMLElement, code: string, current: () => boolean): Promise<void> {
    try {
      const items = await getRest(await getItems('observations', { site_code: code, limit: '500' }), 2000);
      if (!current()) return;
      const rows = items.map((i) => toObserved(i.properties)).sort((a, b) => a.at.localeCompare(b.at));
      const curve = coverCurve(rows);
      fill(host, h('h3', {}, t('card.observations', { n: rows.length })),
        rows.length === 0 ? h('p', { class: 'quiet' }, t('card.noObservations')) : null, curve,
        curve && h('p', { class: 'curve-key quiet' }, h('i', { class: 'key cover' }), t('card.cover'), h('i', { class: 'key reference' }), t('card.reference'), h('i', { class: 'key thin' }), t('card.thin')),
        rows.length > 0 && h('details', {}, h('summary', {}, t('card.table')), table(rows)));
    } catch { /* a workspace without observations: the card stands without them */ }
  }

  function table(rows: Observed[]): HTMLElement {
    const cell = (share: number | null): HTMLElement => h('td', { class: share === null ? 'missing' : 'n' }, share === null ? t('fact.noEvidence') : percent(share));
    return h('table', { class: 'small' },
      h('thead', {}, h('tr', {}, ...(['card.date', 'card.cover', 'card.recovery', 'card.valid'] as const).map((k) => h('th', { scope: 'col' }, t(k))))),
      h('tbody', {}, ...[...rows].reverse().map((r) => h('tr', {},
        h('td', {}, r.scene === null ? day(r.at) : h('button', { type: 'button', class: 'link', onclick: () => actions.scene(r.scene ?? '') }, day(r.at))),
        cell(r.cover), cell(r.recovery), cell(r.valid)))));
  }
}

/** The mine site that an item is, or is about. */
function siteOf(layer: string, p: Properties): string | null {
  const code = layer === 'mine-sites' ? p.code : p.site_kind === 'mine_site' ? p.site_code : null;
  return typeof code === 'string' && code !== '' ? code : null;
}

function badge(layer: string, p: Properties): HTMLElement | null {
  const classes = classified[layer];
  if (!classes) return null;
  const status = classOf(classes, p[classes.property]);
  return h('p', { class: 'badge' }, sign(status, 14), nameOf(status, language()));
}

function schemaOf(layer: string): Promise<Schema> {
  const key = `${language()} ${layer}`;
  let known = schemas.get(key);
  if (!known) {
    // A server without schema still gives a readable card: titles of our own.
    known = getSchema(layer).catch(() => ({}));
    schemas.set(key, known);
  }
  return known;
}

function toObserved(p: Properties): Observed {
  const num = (v: unknown): number | null => (typeof v === 'number' ? v : null);
  return {
    at: typeof p.observed_at === 'string' ? p.observed_at : '', cover: num(p.vegetation_cover_share), reference: num(p.reference_cover_share),
    valid: num(p.valid_share), recovery: num(p.relative_recovery_share), scene: typeof p.scene_id === 'string' ? p.scene_id : null,
  };
}
