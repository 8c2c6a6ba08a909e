import { h, svg } from '../dom.js';
import { day } from '../format.js';
import { language, t } from '../texts.js';
import type { Corner, CornerState, Source } from './api.js';

const drawings: Record<Source, string> = {
  satellite: 'M9 9l6 6M3 8l5-5 4 4-5 5zM12 17l5-5 4 4-5 5zM4 15a5 5 0 0 0 5 5',
  drone: 'M8 8l8 8M16 8l-8 8M6 3a3 3 0 1 0 0 6 3 3 0 1 0 0-6M18 3a3 3 0 1 0 0 6 3 3 0 1 0 0-6M6 15a3 3 0 1 0 0 6 3 3 0 1 0 0-6M18 15a3 3 0 1 0 0 6 3 3 0 1 0 0-6',
  ground: 'M12 3a2.5 2.5 0 1 0 0 5 2.5 2.5 0 1 0 0-5M12 8v7M7 11h10M12 15l-4 6M12 15l4 6',
};
const colours: Record<CornerState, string> = { ok: '#00734f', missing: '#b3261e', too_old: '#9a6700' };

/** A corner of the triangle: drawing, colour, word and day; why, as the title and for a screen reader. */
export function cornerCell(corner: Corner): HTMLElement {
  const why = language() === 'zh' ? corner.reason_zh : corner.reason_en;
  return h('span', { class: `corner ${corner.state}`, style: `color:${colours[corner.state]}`, title: why },
    svg('svg', { viewBox: '0 0 24 24', width: 18, height: 18, 'aria-hidden': 'true' }, svg('path', { d: drawings[corner.source], fill: 'none', stroke: 'currentColor', 'stroke-width': 1.8, 'stroke-linecap': 'round', 'stroke-linejoin': 'round' })),
    h('span', {}, t(`todo.state.${corner.state}`)), corner.last_at !== null && h('span', { class: 'n' }, day(corner.last_at)), h('span', { class: 'visually-hidden' }, why));
}
