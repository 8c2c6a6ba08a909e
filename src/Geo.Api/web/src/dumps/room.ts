import type { Room } from '../app.js';
import type { App } from '../app.js';
import { fill, h } from '../dom.js';
import { t } from '../texts.js';
import { volumesPanel } from './volumes.js';

export function openDumpsRoom(host: HTMLElement, app: App): Room {
  const code = app.route().own.code ?? null;
  fill(host, h('div', { class: 'work-page' }, h('h1', {}, t('room.dumps')), code !== null && volumesPanel(app, code)));
  return { show() { /* nothing yet */ }, close() { /* nothing yet */ } };
}
