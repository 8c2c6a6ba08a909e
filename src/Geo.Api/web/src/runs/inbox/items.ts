import type { App } from '../../app.js';
import { h, svg } from '../../dom.js';
import { minute, number } from '../../format.js';
import { spoken } from '../../http.js';
import { t } from '../../texts.js';
import type { Both, InboxEntry, InboxState } from './api.js';

/** What lies in the inbox, or came through it: state, since when, why, and the run that shows the chain. */
export function itemsTable(entries: readonly InboxEntry[], app: App, ended: boolean): HTMLElement {
  return h('table', { class: 'list inbox-list' },
    h('thead', {}, h('tr', {}, ...(['inbox.name', 'inbox.state', ended ? 'inbox.when' : 'inbox.since', 'inbox.told'] as const).map((k) => h('th', { scope: 'col' }, t(k))))),
    h('tbody', {}, ...entries.map((e) => h('tr', {},
      h('td', { class: 'inbox-name' }, h('strong', {}, e.name), h('span', { class: 'id' }, e.files > 1 ? t('inbox.filesSize', { n: String(e.files), size: size(e.bytes) }) : size(e.bytes))),
      h('td', {}, sign(e.state)),
      h('td', { class: 'n', 'data-label': t(ended ? 'inbox.when' : 'inbox.since') }, minute(e.ended_at ?? (e.state === 'waiting' || e.state === 'growing' ? e.since : e.first_seen_at))),
      h('td', { class: 'inbox-told' }, e.reason !== null && h('span', { class: e.state === 'failed' ? 'error' : '' }, said(e.reason)),
        e.reason === null && h('span', { class: 'quiet' }, t(`inbox.about.${e.state}`)),
        e.target !== null && h('span', { class: 'id' }, e.target),
        ...e.scene_ids.map((id) => h('button', { type: 'button', class: 'link', onclick: () => app.go({ room: 'map', scene: id, before: null, selected: null }) }, t('inbox.scene'))),
        e.run_id !== null && h('button', { type: 'button', class: 'link', onclick: () => app.go({ page: 'runs', run: e.run_id }) }, t('inbox.run')))))));
}

/** A sentence in the page's language. */
export function said(both: Both): string {
  return both[spoken()];
}

/** Bytes as people say them. */
export function size(bytes: number): string {
  if (bytes < 1 << 20) return `${number(Math.max(bytes === 0 ? 0 : 1, bytes / 1024))} kB`;
  return bytes < 2 ** 30 ? `${number(bytes / 2 ** 20, 1)} MB` : `${number(bytes / 2 ** 30, 2)} GB`;
}

const drawings: Record<InboxState, [string, string]> = {
  growing: ['#9a6700', 'M8 13V3M4 7l4-4 4 4'],
  waiting: ['#5b6670', 'M8 4v4l3 2M8 1.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 1 0 0-13'],
  working: ['#9a6700', 'M5 3l8 5-8 5z'],
  moving: ['#9a6700', 'M5 3l8 5-8 5z'],
  done: ['#00734f', 'M2.5 8.5l4 4 7-9'],
  failed: ['#b3261e', 'M3.5 3.5l9 9M12.5 3.5l-9 9'],
};

/** State by drawing, colour and word. */
function sign(state: InboxState): HTMLElement {
  const [colour, path] = drawings[state];
  return h('span', { class: `state ${state}`, style: `color:${colour}` },
    svg('svg', { viewBox: '0 0 16 16', width: 13, height: 13, 'aria-hidden': 'true' }, svg('path', { d: path, fill: 'none', stroke: colour, 'stroke-width': 2, 'stroke-linecap': 'round', 'stroke-linejoin': 'round' })),
    t(`inbox.is.${state}`));
}
