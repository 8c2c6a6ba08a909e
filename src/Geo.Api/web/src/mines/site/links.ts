import type { App } from '../../app.js';
import { h } from '../../dom.js';
import { text } from '../../http.js';
import { knownOn } from '../../known.js';
import { language, t } from '../../texts.js';
import type { Key } from '../../texts.js';
import type { Sheet } from '../api.js';

/** Papers that the server makes of a site, and the form for who goes there. */
function papers(code: string): [string, Key][] {
  const own = `/mine-sites/${encodeURIComponent(code)}`;
  const lang = `?lang=${language()}`;
  return [[`${own}/dossier${lang}`, 'site.dossier'], [`${own}/dossier.docx${lang}`, 'site.docx'], [`${own}/flight.kml`, 'site.kml'], [`/map/field?site=${encodeURIComponent(code)}`, 'site.field']];
}

/** Where a site leads to: map, run, data, dossier, flight plan, field form. */
export function links(sheet: Sheet, app: App): HTMLElement {
  const run = text(sheet.properties.run_id);
  const scene = text(sheet.properties.last_scene_id);
  return h('nav', { class: 'site-links', 'aria-label': t('card.source') },
    // Papers are made of what is known now.
    ...(knownOn() === null ? papers(sheet.code) : []).map(([href, key]) => h('a', { href, target: '_blank', rel: 'noopener' }, t(key))),
    h('button', { type: 'button', class: 'link', onclick: () => app.go({ room: 'map', selected: { layer: 'mine-sites', id: sheet.code }, ...(scene === null ? {} : { scene }) }) }, t('site.onMap')),
    scene !== null && h('button', { type: 'button', class: 'link', title: scene, onclick: () => app.go({ room: 'map', scene, before: null, selected: { layer: 'mine-sites', id: sheet.code } }) }, t('site.lastScene')),
    run !== null && h('button', { type: 'button', class: 'link', title: run, onclick: () => app.go({ room: 'runs', page: 'runs', run }) }, t('site.runOf')),
    h('a', { href: text(sheet.links.item) ?? `/collections/mine-sites/items/${encodeURIComponent(sheet.code)}`, target: '_blank', rel: 'noopener' }, 'GeoJSON'),
    h('button', { type: 'button', class: 'link', onclick: () => window.print() }, t('site.print')));
}

/** Where a figure comes from: a link to its trace. */
export function trace(sheet: Sheet, column: string): HTMLElement | null {
  const href = text(sheet.links.trace);
  return href === null ? null : h('a', { class: 'trace', href: `${href}?property=${column}`, target: '_blank', rel: 'noopener', title: t('site.trace') }, t('card.source'));
}
