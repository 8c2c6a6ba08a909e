import { getItem, getScenes } from '../api.js';
import type { Item, Scene } from '../api.js';
import { told } from '../act.js';
import type { App } from '../app.js';
import { fill, h } from '../dom.js';
import { day, number } from '../format.js';
import { language, maybe, t } from '../texts.js';
import { makeMeasureForm } from './measureForm.js';
import { getVolumes } from './volumeApi.js';
import type { Volume } from './volumeApi.js';

/** A dump's measured volumes: the newest with its pictures, all in a table, and a form to measure again. Loads by itself. */
export function volumesPanel(app: App, code: string): HTMLElement {
  const shown = h('div', { class: 'volume-shown' }, h('p', { class: 'quiet' }, t('loading')));
  const table = h('div', { class: 'table-box' });
  const form = h('details', { class: 'volume-form' }, h('summary', {}, t('volumes.measure')));
  const element = h('section', { class: 'panel volumes', 'aria-labelledby': 'volumes-title' }, h('h2', { id: 'volumes-title' }, t('volumes.title')), shown, table, form);
  const asking = new AbortController();
  let opened = false;
  let dump: Item | null = null;
  let scenes: Scene[] = [];
  // The map of the form is made when it is wanted, once the page has its size.
  form.addEventListener('toggle', () => {
    if (!form.open || opened || dump === null) return;
    opened = true;
    form.append(makeMeasureForm(app, code, dump, scenes, (id) => { void load(id); }));
  });
  void load(null);
  return element;

  async function load(wanted: string | null): Promise<void> {
    try {
      const [all, row, found] = await Promise.all([getVolumes(code, asking.signal), dump ?? getItem('dumps', code, asking.signal), scenes.length > 0 ? scenes : getScenes(asking.signal)]);
      [dump, scenes] = [row, found];
      show(all, all.find((v) => v.id === wanted) ?? all[0] ?? null);
    } catch (error) {
      fill(shown, h('p', { class: 'error', role: 'alert' }, told(error)));
    }
  }

  function show(all: readonly Volume[], volume: Volume | null): void {
    if (volume === null) {
      fill(shown, h('p', { class: 'quiet' }, t('volumes.none')));
      table.hidden = true;
      form.open = true;
      return;
    }
    table.hidden = false;
    fill(shown, figures(volume), pictures(volume));
    fill(table, h('table', {},
      h('caption', { class: 'visually-hidden' }, t('volumes.all')),
      h('thead', {}, h('tr', {}, ...(['volumes.date', 'volumes.net', 'volumes.fill', 'volumes.cut', 'volumes.base', 'volumes.toe', 'volumes.by'] as const).map((k) => h('th', { scope: 'col' }, t(k))))),
      h('tbody', {}, ...all.map((v) => h('tr', { 'aria-current': v.id === volume.id ? 'true' : null },
        h('td', {}, h('button', { type: 'button', class: 'link', onclick: () => show(all, v) }, day(v.measuredAt))),
        h('td', { class: 'n' }, interval(v)), h('td', { class: 'n' }, number(v.fill)), h('td', { class: 'n' }, number(v.cut)),
        h('td', {}, baseName(v)), h('td', {}, maybe(`value.volume_toe.${v.toeSource}`) ?? v.toeSource), h('td', {}, v.by ?? ''))))));
  }

  function figures(v: Volume): HTMLElement {
    const lines: [string, string | Node][] = [
      [t('volumes.net'), interval(v)],
      [t('volumes.fill'), `${number(v.fill)} m³`],
      [t('volumes.cut'), `${number(v.cut)} m³`],
      [t('volumes.bases'), `${number(v.basesLow)} – ${number(v.basesHigh)} m³`],
      [t('volumes.base'), baseName(v)],
      [t('volumes.height'), v.height === null ? '—' : `${number(v.height, 1)} m`],
      [t('volumes.footprint'), `${number(v.footprint)} m²${v.covered < 0.999 * v.footprint ? ` · ${t('volumes.covered', { area: number(v.covered) })}` : ''}`],
      [t('volumes.date'), day(v.measuredAt)],
      [t('volumes.dsm'), h('button', { type: 'button', class: 'link', onclick: () => app.go({ room: 'map', scene: v.dsm, before: null, selected: { layer: 'dumps', id: code } }) }, v.dsm)],
      ...(v.earlier === null ? [] : [[t('volumes.earlier'), v.earlier] as [string, string]]),
      ...(v.level === null ? [] : [[t('volumes.level'), `${number(v.level, 3)} m`] as [string, string]]),
      ...(v.tonnes === null ? [] : [[t('volumes.mass'), t('volumes.tonnes', { tonnes: number(v.tonnes), density: number(v.density ?? 0, 2) })] as [string, string]]),
      [t('volumes.by'), v.by ?? ''],
      ...(v.note === null ? [] : [[t('volumes.note'), v.note] as [string, string]]),
    ];
    const run = v.run;
    return h('div', {}, h('dl', { class: 'facts' }, ...lines.flatMap(([name, value]) => [h('dt', {}, name), h('dd', {}, value)])),
      h('p', { class: 'volume-links' }, run !== null && h('button', { type: 'button', class: 'link', onclick: () => app.go({ room: 'runs', page: 'runs', run }) }, t('volumes.run')), ' ',
        h('a', { href: `/collections/volumes/items/${encodeURIComponent(v.id)}` }, t('volumes.row'))));
  }

  function pictures(v: Volume): HTMLElement {
    const base = `/volumes/${encodeURIComponent(v.id)}`;
    return h('div', { class: 'volume-pictures' },
      h('figure', {}, h('img', { src: `${base}/relief.png?side=480`, alt: t('volumes.reliefAlt', { code }), loading: 'lazy' }), h('figcaption', { class: 'quiet' }, t('volumes.relief'))),
      h('figure', {}, h('img', { src: `${base}/profile.svg?lang=${language()}`, alt: t('volumes.profileAlt', { code }), loading: 'lazy' }),
        h('figcaption', { class: 'quiet' }, t('volumes.profile'), ' ', h('a', { href: `${base}/profile.json` }, t('volumes.numbers')))));
  }
}

/** `12,345 m³ ± 210`: the net with half of its 95 % interval. */
export function interval(v: Pick<Volume, 'net' | 'low' | 'high'>): string {
  return `${number(v.net)} m³ ± ${number((v.high - v.low) / 2)}`;
}

function baseName(v: Volume): string {
  return maybe(`value.volume_base.${v.base}`) ?? v.base;
}

