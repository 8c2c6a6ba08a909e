import type { Scene } from '../api.js';
import { makeSender } from '../act.js';
import type { App } from '../app.js';
import { h } from '../dom.js';
import { knownOn } from '../known.js';
import { t } from '../texts.js';
import { mergeDumps, splitDump } from './api.js';
import type { DumpSheet } from './api.js';
import { makeGround } from './ground.js';
import { ownOf, viewOf } from './view.js';

/** Merging with other dumps, and splitting by a line that is drawn on the picture or written. */
export function successionPanel(sheet: DumpSheet, scenes: readonly Scene[], app: App, done: () => void): HTMLElement | null {
  if (knownOn() !== null || sheet.succeededBy.length > 0 || !app.session.rights.includes('decide_dumps')) return null;
  const problem = h('p', { class: 'error', role: 'alert', hidden: true });
  const sent = makeSender(app, problem);
  const field = (id: string, label: string): HTMLInputElement => h('input', { id, type: 'text', 'aria-label': label, placeholder: label });
  const [others, merged, mergedName, mergeWhy] = [field('merge-codes', t('dumps.mergeWith')), field('merge-code', t('dumps.newCode')), field('merge-name', t('dumps.newName')), field('merge-reason', t('decision.reason'))];
  const [from, to, codes, splitWhy] = [field('split-from', t('dumps.lineFrom')), field('split-to', t('dumps.lineTo')), field('split-codes', t('dumps.newCodes')), field('split-reason', t('decision.reason'))];
  const open = (code: string): void => { done(); app.go({ own: ownOf({ ...viewOf(app.route()), dump: code }) }); };
  const ground = makeGround(sheet.code, sheet.geometry, scenes, (lon, lat) => {
    const place = `${lon.toFixed(6)}, ${lat.toFixed(6)}`;
    if (from.value === '' || to.value !== '') { from.value = place; to.value = ''; } else { to.value = place; }
    draw();
  });
  const line = (): [number, number][] => [from, to].flatMap((f): [number, number][] => {
    const [lon, lat] = f.value.split(/[,，\s]+/).map(Number);
    return lon !== undefined && lat !== undefined && Number.isFinite(lon) && Number.isFinite(lat) ? [[lon, lat]] : [];
  });
  const draw = (): void => ground.draw([], line());
  for (const f of [from, to]) f.addEventListener('input', draw);
  return h('div', { class: 'succession' },
    h('details', {}, h('summary', {}, t('dumps.merge')), h('form', { class: 'decision', onsubmit: (event) => {
      event.preventDefault();
      const list = [sheet.code, ...others.value.split(/[,，\s]+/).filter((c) => c !== '')];
      void sent(() => mergeDumps(list, merged.value, mergedName.value, mergeWhy.value)).then((ok) => { if (ok) open(merged.value.trim()); });
    } }, others, merged, mergedName, mergeWhy, h('div', { class: 'actions' }, h('button', { type: 'submit', id: 'merge-send' }, t('dumps.mergeSend'))))),
    h('details', {}, h('summary', {}, t('dumps.split')), h('div', { class: 'plan-body' }, h('figure', {}, h('figcaption', {}, t('dumps.drawLine')), ground.element),
      h('form', { class: 'decision', onsubmit: (event) => {
        event.preventDefault();
        const parts = codes.value.split(/[,，\s]+/).filter((c) => c !== '').map((code) => ({ code }));
        void sent(() => splitDump(sheet.code, { type: 'LineString', coordinates: line() }, parts, splitWhy.value)).then((ok) => { if (ok) open(parts[0]?.code ?? sheet.code); });
      } }, from, to, codes, splitWhy, h('div', { class: 'actions' }, h('button', { type: 'submit', id: 'split-send' }, t('dumps.splitSend')))))),
    problem);
}
