import { getWhy } from '../api.js';
import type { Why } from '../api.js';
import { fill, h } from '../dom.js';
import { valueName } from '../facts.js';
import { number, percent } from '../format.js';
import { t } from '../texts.js';

const shown = 6;

/** Why a detection was given its class; asked for only while it is unfolded. */
export function makeWhy(): { element: HTMLElement; show(id: string): void; close(): void } {
  const body = h('div', {});
  const element = h('details', { class: 'why', ontoggle: () => load() }, h('summary', {}, t('why.title')), body);
  let aborter = new AbortController();
  let id = '';
  let loaded = '';

  function load(): void {
    if (!element.open || id === '' || id === loaded) return;
    aborter.abort();
    const mine = aborter = new AbortController();
    const wanted = loaded = id;
    fill(body, h('p', { class: 'quiet' }, t('loading')));
    getWhy(wanted, mine.signal).then((why) => { if (!mine.signal.aborted) fill(body, ...told(why)); }, (error: unknown) => {
      if (mine.signal.aborted) return;
      loaded = '';
      fill(body, h('p', { class: 'error', role: 'alert' }, error instanceof Error ? error.message : String(error)));
    });
  }

  return { element, show(next) { id = next; load(); }, close: () => aborter.abort() };
}

function told(why: Why): HTMLElement[] {
  const first = why.contributions.slice(0, shown);
  const largest = Math.max(...first.map((c) => Math.abs(c.contribution)), 1e-9);
  const rest = why.contributions.slice(shown).reduce((sum, c) => sum + c.contribution, 0);
  return [
    h('p', {}, t('why.threshold', { probability: percent(why.probability), above: signed(why.above_threshold * 100, 0) })),
    h('p', { class: 'quiet' }, t('why.score', { score: signed(why.score, 2), bias: signed(why.bias, 2) })),
    h('table', { class: 'contributions' }, h('tbody', {}, ...first.map((c) => h('tr', {},
      h('th', { scope: 'row' }, c.predictor), h('td', {}, number(c.value, 3)), h('td', { class: c.contribution < 0 ? 'against' : 'for' },
        h('i', { style: `width:${Math.round(Math.abs(c.contribution) / largest * 60)}px`, 'aria-hidden': 'true' }), signed(c.contribution, 2)))),
    h('tr', {}, h('th', { scope: 'row', colspan: 2 }, t('why.rest')), h('td', {}, signed(rest, 2))))),
    h('p', { class: 'quiet' }, t('why.like', { samples: why.similar.map((s) => `${valueName('class', s.label)} ${percent(s.shared_leaves)}`).join(', ') })),
  ];
}

function signed(value: number, decimals: number): string {
  return (value > 0 ? '+' : '') + number(value, decimals);
}
