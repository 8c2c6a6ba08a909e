import type { Room } from '../app.js';
import { fill, h } from '../dom.js';
import { t } from '../texts.js';

export function openDumpsRoom(host: HTMLElement): Room {
  fill(host, h('div', { class: 'work-page' }, h('h1', {}, t('room.dumps'))));
  return { show() { /* nothing yet */ }, close() { /* nothing yet */ } };
}
