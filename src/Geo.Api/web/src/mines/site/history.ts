import type { App } from '../../app.js';
import { h } from '../../dom.js';
import { minute } from '../../format.js';
import { maybe, t } from '../../texts.js';
import type { Sheet } from '../api.js';
import { statusSign } from '../progressPanel.js';

/** Statuses proposed and decided, newest first, with who, when and why; what was taken back is struck through. */
export function historyTable(sheet: Sheet, app: App): HTMLElement {
  if (sheet.history.length === 0) return h('p', { class: 'quiet' }, t('site.noHistory'));
  const undone = new Set(sheet.history.map((s) => s.undoes).filter((u) => u !== null));
  return h('div', { class: 'table-box' }, h('table', { class: 'list plain steps' },
    h('thead', {}, h('tr', {}, ...(['site.when', 'site.what', 'site.status', 'site.who', 'site.why'] as const).map((k) => h('th', { scope: 'col' }, t(k))))),
    h('tbody', {}, ...[...sheet.history].reverse().map((s) => h('tr', { class: `${s.source}${undone.has(s.id) ? ' undone' : ''}` },
      h('td', { class: 'n' }, minute(s.at)), h('td', {}, maybe(`value.source.${s.source}`) ?? s.source, undone.has(s.id) && h('span', { class: 'tag off' }, t('site.takenBack'))),
      h('td', {}, s.status === null ? h('span', { class: 'missing' }, t('fact.noEvidence')) : statusSign(s.status)),
      h('td', {}, s.author ?? ''),
      h('td', { class: 'reason' }, s.reason ?? '',
        s.test !== null && h('span', { class: 'quiet' }, ` ${t('site.testThen', { answer: maybe(`value.test_answer.${s.test}`) ?? s.test })}`),
        s.rule !== null && h('span', { class: 'quiet' }, ` ${t('site.rule')} ${s.rule}`),
        s.run !== null && h('button', { type: 'button', class: 'link', onclick: () => app.go({ room: 'runs', page: 'runs', run: s.run }) }, ` ${t('site.run')}`)))))));
}
