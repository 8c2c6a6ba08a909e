import { fill, h, svg } from '../dom.js';
import { minute, number } from '../format.js';
import { maybe, t } from '../texts.js';
import type { Entry, PhotoFacts } from './kept.js';

export interface ListActions { send(): void; edit(entry: Entry): void; remove(entry: Entry): void }

/** What was entered on this phone and how far each came, youngest first. */
export function entryList(host: HTMLElement, entries: readonly Entry[], act: ListActions): void {
  const shown = entries.filter((e) => e.state !== 'draft').sort((a, b) => b.changedAt.localeCompare(a.changedAt));
  fill(host, ...(shown.length === 0 ? [h('p', { class: 'quiet' }, t('field.none'))] : shown.map((entry) => h('li', { class: `entry ${entry.state}`, 'data-id': entry.id },
    h('div', { class: 'entry-head' }, h('strong', {}, entry.siteName), h('span', { class: 'tag' }, t(`field.state.${entry.state}`))),
    h('p', { class: 'quiet' }, entry.check.checked_at === undefined ? '' : minute(entry.check.checked_at), ' · ', entry.check.finding === undefined ? '' : t(`field.finding.${entry.check.finding}`),
      ' · ', t('field.photoCount', { n: entry.photos.length, sent: entry.photos.filter((p) => p.bytes === null).length })),
    ...entry.doubts.map((d) => h('p', { class: 'doubt' }, doubt(d))),
    ...entry.photos.flatMap((p) => (p.facts === null ? [] : [photoFacts(p.facts)])),
    entry.reason !== null && h('p', { class: 'error' }, entry.reason),
    h('div', { class: 'actions' },
      entry.state === 'refused' && h('button', { type: 'button', onclick: () => act.edit(entry) }, t('field.mend')),
      entry.state === 'waiting' && h('button', { type: 'button', onclick: () => act.send() }, t('field.sendNow')),
      (entry.state === 'refused' || entry.state === 'sent') && h('button', { type: 'button', onclick: () => act.remove(entry) }, t(entry.state === 'sent' ? 'field.hide' : 'field.discard')))))));
}

/** Direction by an arrow and in words, time, and what is doubtful. */
function photoFacts(facts: PhotoFacts): HTMLElement {
  const { direction_deg: degrees } = facts;
  const north = facts.direction_reference === 'magnetic' ? t('field.magnetic') : facts.direction_reference === 'true' ? t('field.trueNorth') : t('field.someNorth');
  return h('div', { class: 'photo-facts' },
    degrees !== null && svg('svg', { viewBox: '-10 -10 20 20', width: 18, height: 18, 'aria-hidden': 'true' }, svg('path', { d: 'M0-9L6 8 0 4-6 8z', transform: `rotate(${degrees})` })),
    h('a', { href: facts.href, target: '_blank', rel: 'noopener' }, t('field.photo')),
    h('span', { class: 'direction' }, degrees === null ? t('field.noDirection') : t('field.direction', { degrees: number(degrees, 1), north })),
    facts.taken_at !== null && h('span', { class: 'n' }, minute(facts.taken_at)),
    ...facts.flags.map((f) => h('span', { class: 'doubt' }, doubt(f))));
}

function doubt(code: string): string { return maybe(`field.doubt.${code}`) ?? code; }
