import type { Run, RunState } from '../api.js';
import { h, svg } from '../dom.js';
import { duration, minute, percent } from '../format.js';
import { maybe, t } from '../texts.js';

/** The ledger, newest first; the row of an open run is marked. */
export function runsTable(runs: Run[], open: string | null, pick: (id: string) => void): HTMLElement {
  if (runs.length === 0) return h('p', { class: 'empty' }, t('runs.empty'));
  return h('table', { class: 'list' },
    h('thead', {}, h('tr', {}, ...(['runs.kind', 'runs.state', 'runs.progress', 'runs.created', 'runs.took'] as const).map((k) => h('th', { scope: 'col' }, t(k))))),
    h('tbody', {}, ...runs.map((run) => h('tr', { class: run.id === open ? 'open' : '', onclick: () => pick(run.id) },
      h('td', {}, h('button', { type: 'button', class: 'link', id: `run-${run.id}`, 'aria-current': run.id === open ? 'true' : null, onclick: (e) => { e.stopPropagation(); pick(run.id); } }, kindName(run.kind)),
        h('span', { class: 'id' }, run.id)),
      h('td', {}, stateSign(run.state)),
      h('td', { class: 'progress-cell' }, run.state === 'running' ? bar(run) : h('span', { class: run.state === 'failed' ? 'error clipped' : 'quiet clipped', title: run.error ?? run.message ?? '' }, run.error ?? run.message ?? '')),
      h('td', { class: 'n' }, minute(run.created_at)),
      h('td', { class: 'n' }, took(run))))));
}

export function kindName(kind: string): string {
  return maybe(`run.${kind}`) ?? kind;
}

/** A bar with its number; the message beside it says what is being done. */
export function bar(run: Run): HTMLElement {
  return h('div', { class: 'bar-row' },
    h('div', { class: 'bar', role: 'progressbar', 'aria-valuemin': 0, 'aria-valuemax': 100, 'aria-valuenow': Math.round(run.progress * 100), 'aria-label': kindName(run.kind) },
      h('i', { style: `width:${(run.progress * 100).toFixed(1)}%` })),
    h('span', { class: 'n' }, percent(run.progress)), run.message !== null && h('span', { class: 'quiet clipped', title: run.message }, run.message));
}

const drawings: Record<RunState, [string, string]> = {
  queued: ['#5b6670', 'M8 4v4l3 2M8 1.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 1 0 0-13'],
  running: ['#9a6700', 'M5 3l8 5-8 5z'],
  done: ['#00734f', 'M2.5 8.5l4 4 7-9'],
  failed: ['#b3261e', 'M3.5 3.5l9 9M12.5 3.5l-9 9'],
  cancelled: ['#5b6670', 'M8 1.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 1 0 0-13M3.5 12.5l9-9'],
};

/** State by drawing, colour and word. */
export function stateSign(state: RunState): HTMLElement {
  const [colour, path] = drawings[state];
  return h('span', { class: `state ${state}`, style: `color:${colour}` },
    svg('svg', { viewBox: '0 0 16 16', width: 13, height: 13, 'aria-hidden': 'true' }, svg('path', { d: path, fill: state === 'running' ? colour : 'none', stroke: colour, 'stroke-width': 2, 'stroke-linecap': 'round', 'stroke-linejoin': 'round' })),
    t(`state.${state}`));
}

export function took(run: Run): string {
  if (run.started_at === null) return '';
  const end = run.ended_at === null ? Date.now() : Date.parse(run.ended_at);
  return duration((end - Date.parse(run.started_at)) / 1000);
}
