import type { App } from '../app.js';
import { h } from '../dom.js';
import { minute } from '../format.js';
import { maybe, t } from '../texts.js';
import type { Step } from '../mines/api.js';

/** Statuses proposed and decided, newest first, with who, when and why; what was taken back is struck through. */
export function stepsTable(steps: readonly Step[], statusSign: (status: string) => HTMLElement, app: App): HTMLElement {
  if (steps.length === 0) return h('p', { class: 'quiet' }, t('site.noHistory'));
  const undone = new Set(steps.map((s) => s.undoes).filter((u) => u !== null));
  return h('div', { class: 'table-box' }, h('table', { class: 'list plain steps' },
    h('thead', {}, h('tr', {}, ...(['site.when', 'site.what', 'site.status', 'site.who', 'site.why'] as const).map((k) => h('th', { scope: 'col' }, t(k))))),
    h('tbody', {}, ...[...steps].reverse().map((s) => h('tr', { class: `${s.source}${undone.has(s.id) ? ' undone' : ''}` },
      h('td', { class: 'n' }, minute(s.at)), h('td', {}, maybe(`value.source.${s.source}`) ?? s.source, undone.has(s.id) && h('span', { class: 'tag off' }, t('site.takenBack'))),
      h('td', {}, s.status === null ? h('span', { class: 'missing' }, t('fact.noEvidence')) : statusSign(s.status)),
      h('td', {}, s.author ?? ''),
      h('td', { class: 'reason' }, s.reason ?? '',
        s.test !== null && h('span', { class: 'quiet' }, ` ${t('site.testThen', { answer: maybe(`value.test_answer.${s.test}`) ?? s.test })}`),
        s.rule !== null && h('span', { class: 'quiet' }, ` ${t('site.rule')} ${s.rule}`),
        s.run !== null && h('button', { type: 'button', class: 'link', onclick: () => app.go({ room: 'runs', page: 'runs', run: s.run }) }, ` ${t('site.run')}`)))))));
}
