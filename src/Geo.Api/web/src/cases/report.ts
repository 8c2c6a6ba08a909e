import { makeSender } from '../act.js';
import type { App } from '../app.js';
import { parsePlace } from '../coordinates.js';
import { fill, h } from '../dom.js';
import { newId } from '../field/kept.js';
import { degrees } from '../format.js';
import { t } from '../texts.js';
import { placeKinds, report } from './api.js';
import { wasteCategories, wasteName } from './words.js';

const sources = ['ground', 'public_report', 'drone'] as const, systems = ['wgs84', 'gcj02', 'bd09'] as const;

/** 上报线索: where, from whom, what was seen. Coordinates in any form that people write. */
export function openReport(host: HTMLElement, app: App, made: (id: string) => void): () => void {
  const id = newId();
  const problem = h('p', { class: 'error', role: 'alert', hidden: true });
  const send = makeSender(app, problem);
  const place = h('input', { id: 'report-place', autocomplete: 'off', placeholder: '40°34′48″N 110°1′12″E', oninput: () => read(), 'aria-describedby': 'report-read' });
  const told = h('p', { class: 'quiet', id: 'report-read', role: 'status' }, t('cases.placeHint'));
  const system = h('select', { id: 'report-crs' }, ...systems.map((s) => h('option', { value: s }, t(`cases.crs.${s}`))));
  const source = h('select', { id: 'report-source' }, ...sources.map((s) => h('option', { value: s }, t(`cases.source.${s}`))));
  const waste = h('select', { id: 'report-waste' }, h('option', { value: '' }, t('cases.unknown')), ...wasteCategories.map((w) => h('option', { value: w.code }, wasteName(w.code))));
  const kind = h('select', { id: 'report-kind' }, h('option', { value: '' }, t('cases.unknown')), ...placeKinds.map((p) => h('option', { value: p }, t(`cases.place.${p}`))));
  const note = h('textarea', { id: 'report-note', rows: 4, maxlength: 2000 });
  const row = (field: HTMLElement, title: string, more: HTMLElement | null = null): HTMLElement => h('div', { class: 'case-row' }, h('label', { for: field.id }, title), h('div', {}, field, more));
  fill(host, h('div', { class: 'case-report' },
    h('button', { type: 'button', class: 'link back', onclick: () => app.go({ own: {} }) }, t('cases.back')),
    h('section', { class: 'panel' }, h('h1', {}, t('cases.report')), h('p', { class: 'quiet' }, t('cases.reportAbout')),
      h('form', { novalidate: true, onsubmit: (event) => { event.preventDefault(); void submit(); } },
        row(place, t('cases.position'), told), row(system, t('cases.crs'), h('p', { class: 'quiet' }, t('cases.crsHint'))), row(source, t('cases.sourceOf')), row(note, t('cases.seen')), row(waste, t('cases.waste')), row(kind, t('cases.placeKind')),
        problem, h('div', { class: 'actions' }, h('button', { type: 'submit', class: 'primary', id: 'report-send' }, t('cases.report')))))));
  place.focus();
  return () => undefined;

  function read(): void {
    const found = parsePlace(place.value);
    told.textContent = place.value.trim() === '' ? t('cases.placeHint') : found === null ? t('cases.placeUnread') : degrees(found.lon, found.lat);
  }

  function complain(text: string, field: HTMLElement): void {
    problem.textContent = text;
    problem.hidden = false;
    field.focus();
  }

  async function submit(): Promise<void> {
    problem.hidden = true;
    const found = parsePlace(place.value);
    if (found === null) { complain(t('cases.placeUnread'), place); return; }
    if (note.value.trim() === '') { complain(t('cases.wantNote'), note); return; }
    let made_ = '';
    const body = { id, source: source.value, lon: found.lon, lat: found.lat, crs: system.value, note: note.value.trim(), waste_category: waste.value === '' ? null : waste.value, place_kind: kind.value === '' ? null : kind.value };
    if (await send(async () => { made_ = await report(body); })) { app.say(t('cases.reported', { id: made_ })); made(made_); }
  }
}
