import works from '../../../../../data/works.json';
import { told } from '../act.js';
import { verdicts } from '../cases/api.js';
import { wasteCategories, wasteName } from '../cases/words.js';
import { className } from '../classes.js';
import type { App, Room } from '../app.js';
import { fill, h } from '../dom.js';
import { degrees, number } from '../format.js';
import { classified, nameOf } from '../status.js';
import { language, maybe, t } from '../texts.js';
import { getSites, server } from './api.js';
import { newId, openKept } from './kept.js';
import type { CheckBody, Entry, Kept, KeptPhoto, KnownSite } from './kept.js';
import { rank } from './nearest.js';
import { keepForm } from './offline.js';
import { locate, mayLocate } from './position.js';
import type { Fix } from './position.js';
import { sendAll, unsent } from './queue.js';
import { entryList } from './sentList.js';

const largestPhoto = 20 * 1024 * 1024;
const findings = ['agrees', 'disagrees', 'unclear'] as const, sources = ['ground', 'drone'] as const;

/** 现场核查: filled in where there may be no network, kept on the phone, sent when there is one. */
export function openFieldForm(host: HTMLElement, app: App): Room {
  const stop = new AbortController();
  let kept: Kept | null = null;
  let sites: KnownSite[] = [];
  let fix: Fix | null = null;
  let draft: Entry = emptyDraft();
  let sending = false;
  let saving: Promise<void> = Promise.resolve();

  const network = h('p', { class: 'network', role: 'status' });
  const ready = h('p', { class: 'quiet' });
  const problem = h('p', { class: 'error', role: 'alert', hidden: true });
  const search = h('input', { type: 'search', id: 'field-search', oninput: () => offer(), placeholder: t('field.searchHint') });
  const site = h('select', { id: 'field-site', onchange: () => { leaveAddress(); picked(); changed(); } });
  const toldBySatellite = h('p', { class: 'quiet', id: 'field-told' });
  const seen = h('select', { id: 'field-seen', onchange: () => changed() });
  const cover = h('input', { type: 'number', id: 'field-cover', min: 0, max: 100, step: 1, inputmode: 'numeric', oninput: () => changed() });
  const note = h('textarea', { id: 'field-note', rows: 3, maxlength: 2000, oninput: () => changed() });
  const place = h('p', { class: 'n', id: 'field-place' });
  const photos = h('ul', { class: 'photo-row' });
  const list = h('ul', { class: 'entries' });
  const source = radios('field-source', sources, (s) => t(`field.source.${s}`));
  const finding = radios('field-finding', findings, (f) => t(`field.finding.${f}`));
  const verdict = radios('field-verdict', verdicts, (v) => t(`cases.verdict.${v}`));
  const waste = h('select', { id: 'field-waste', onchange: () => changed() }, h('option', { value: '' }, t('cases.unknown')), ...wasteCategories.map((w) => h('option', { value: w.code }, wasteName(w.code))));
  const workBoxes = works.works.map((w) => h('input', { type: 'checkbox', value: w.code, onchange: () => changed() }));
  const camera = photoInput('environment'), album = photoInput(null);
  const save = h('button', { type: 'submit', class: 'primary', id: 'field-save' }, t('field.save'));

  const ofSite = h('div', { class: 'field-part' }, group(t('field.finding'), finding.element), h('label', { for: 'field-seen' }, t('field.seen')), seen,
    group(t('field.works'), h('div', { class: 'field-choices' }, ...works.works.map((w, i) => h('label', {}, workBoxes[i], language() === 'zh' ? w.zh : w.en)))),
    h('label', { for: 'field-cover' }, t('field.cover')), cover);
  const ofCase = h('div', { class: 'field-part', hidden: true }, group(t('cases.field.verdict'), verdict.element), h('label', { for: 'field-waste' }, t('cases.waste')), waste);
  fill(host, h('div', { class: 'work-page field-page' },
    h('h1', {}, t('field.title')), network, ready,
    h('form', { novalidate: true, onsubmit: (event) => { event.preventDefault(); void submit(); } },
      h('section', {}, h('h2', {}, t('field.where')),
        place, h('button', { type: 'button', id: 'field-locate', onclick: () => void findPlace() }, t('field.locate')),
        h('label', { for: 'field-search' }, t('field.search')), search,
        h('label', { for: 'field-site' }, t('field.site')), site, toldBySatellite),
      h('section', {}, group(t('field.source'), source.element), ofSite, ofCase,
        h('label', { for: 'field-note' }, t('field.note')), note),
      h('section', {}, h('h2', {}, t('field.photos')), photos,
        h('div', { class: 'actions' }, h('label', { class: 'button' }, camera, t('field.camera')), h('label', { class: 'button' }, album, t('field.album'))),
        h('p', { class: 'quiet' }, t('field.photosAbout'))),
      problem, save),
    h('section', { 'aria-labelledby': 'field-list' }, h('h2', { id: 'field-list' }, t('field.list')), list)));

  window.addEventListener('online', online, { signal: stop.signal });
  window.addEventListener('offline', () => void showList(), { signal: stop.signal });
  void begin();
  return { show() { if (app.route().site !== null || app.route().caseId !== null) offer(); }, close() { stop.abort(); } };

  async function begin(): Promise<void> {
    showFix();
    try {
      kept = await openKept();
    } catch {
      complain(t('field.nothingKept'));
      return;
    }
    sites = await kept.sites();
    const all = await kept.all();
    for (const entry of all.filter((e) => e.state === 'sending')) await kept.put({ ...entry, state: 'waiting' });
    const found = all.filter((e) => e.state === 'draft').sort((a, b) => b.changedAt.localeCompare(a.changedAt))[0];
    if (found) draft = found;
    restore();
    offer();
    await showList();
    if (await mayLocate()) void findPlace();
    void keepForm().then((yes) => { ready.textContent = t(yes ? 'field.offlineReady' : 'field.offlineNever'); });
    // Who comes with the address of a case comes for it, and cases are for people of the bureau.
    if (app.route().caseId !== null && !app.session.can_write && navigator.onLine) await app.signIn();
    await loadSites();
    await send();
  }

  async function loadSites(): Promise<void> {
    try {
      sites = await getSites(sites, app.session.can_write, stop.signal);
      await kept?.putSites(sites);
      offer();
    } catch { /* no network: the list of last time stands */ }
  }

  function emptyDraft(): Entry {
    const id = newId();
    return { id, state: 'draft', check: { id }, siteName: '', photos: [], checkSent: false, doubts: [], reason: null, changedAt: new Date().toISOString() };
  }

  /** Puts the draft onto the form. */
  function restore(): void {
    const c = draft.check;
    source.set(c.source ?? 'ground');
    finding.set(c.finding ?? null);
    verdict.set(verdicts.find((v) => v === c.verdict) ?? null);
    waste.value = c.waste_category ?? '';
    cover.value = c.cover_share === null || c.cover_share === undefined ? '' : String(Math.round(c.cover_share * 100));
    note.value = c.note ?? '';
    for (const box of workBoxes) box.checked = c.works?.includes(box.value) === true;
    showPhotos();
  }

  /** Takes the form into the draft, and keeps it. */
  function changed(): void {
    const chosen = chosenSite();
    const percent = cover.value === '' ? null : Number(cover.value);
    const check: Partial<CheckBody> & { id: string } = {
      id: draft.id, source: source.get() ?? 'ground', status_seen: seen.value === '' ? null : seen.value,
      works: workBoxes.filter((b) => b.checked).map((b) => b.value),
      cover_share: percent === null || !Number.isFinite(percent) ? null : percent / 100, note: note.value.trim() === '' ? null : note.value.trim(),
      ...(draft.check.lon === undefined ? {} : { lon: draft.check.lon, lat: draft.check.lat ?? null, position_source: draft.check.position_source ?? null, position_accuracy_m: draft.check.position_accuracy_m ?? null }),
    };
    const found = finding.get();
    if (found) check.finding = found;
    if (chosen && (chosen.kind === 'case' || chosen.kind === 'detection')) {
      const lies = verdict.get();
      // What is told of a case is that something lies there: the verdict bears it out, or does not.
      Object.assign(check, { site_kind: 'unlisted', site_code: null, [chosen.kind === 'case' ? 'case_id' : 'detection_id']: chosen.code, status_seen: null, works: [], cover_share: null, verdict: lies, waste_category: waste.value === '' ? null : waste.value });
      if (lies) check.finding = lies === 'waste' || lies === 'damaged_ground' ? 'agrees' : 'disagrees'; else delete check.finding;
    } else if (chosen) {
      Object.assign(check, { site_kind: chosen.kind, site_code: chosen.code });
    }
    draft = { ...draft, check, siteName: chosen ? `${chosen.code} ${chosen.name}` : '', changedAt: new Date().toISOString() };
    const now = draft;
    // One after the other: an older state must not overtake a younger one.
    saving = saving.then(() => kept?.put(now)).catch(() => complain(t('field.nothingKept')));
  }

  function offer(): void {
    const wanted = app.route().caseId ?? draft.check.case_id ?? draft.check.detection_id ?? draft.check.site_code ?? app.route().site;
    const ranked = rank(sites, search.value, fix);
    const shown = ranked.slice(0, 60);
    const chosen = sites.find((s) => s.code === wanted);
    if (chosen && search.value === '' && !shown.some((r) => r.site === chosen)) shown.unshift({ site: chosen, metres: null });
    fill(site, h('option', { value: '' }, sites.length === 0 ? t('field.noSites') : t('field.choose')),
      ...shown.map(({ site: s, metres }) => h('option', { value: `${s.kind}/${s.code}` }, `${s.code} ${s.name}${s.town === '' ? '' : ` · ${s.town}`}${metres === null ? '' : ` · ${metres < 1000 ? `${number(metres)} m` : `${number(metres / 1000, 1)} km`}`}`)));
    site.value = chosen && shown.some((r) => r.site === chosen) ? `${chosen.kind}/${chosen.code}` : '';
    picked();
  }

  /** The address named what to check; once a person has chosen, or sent it, it no longer does. */
  function leaveAddress(): void {
    if (app.route().caseId !== null) app.go({ caseId: null }, 'replace');
  }

  function chosenSite(): KnownSite | null {
    return sites.find((s) => `${s.kind}/${s.code}` === site.value) ?? null;
  }

  function picked(): void {
    const chosen = chosenSite();
    const classes = classified['mine-sites']?.list ?? [];
    const name = (key: string | null): string => {
      if (key === null) return t('fact.notStated');
      const found = classes.find((c) => c.key === key);
      return found && chosen?.kind !== 'dump' ? nameOf(found, language()) : maybe(`value.status.${key}`) ?? key;
    };
    const unlisted = chosen?.kind === 'case' || chosen?.kind === 'detection';
    ofSite.hidden = unlisted;
    ofCase.hidden = !unlisted;
    toldBySatellite.textContent = chosen === null ? '' : chosen.kind === 'case' ? t('cases.field.told', { id: chosen.code, unit: chosen.told ?? '' })
      : chosen.kind === 'detection' ? `${t('cases.field.detection')} · ${className(chosen.told ?? '')}` : t('field.told', { status: name(chosen.told) });
    const before = seen.value === '' ? draft.check.status_seen ?? '' : seen.value;
    const statuses = chosen?.kind === 'dump' ? dumpStatuses : classes.map((c) => c.key);
    fill(seen, h('option', { value: '' }, t('field.cannotSay')), ...statuses.map((s) => h('option', { value: s }, name(s))));
    seen.value = statuses.includes(before) ? before : '';
  }

  async function findPlace(): Promise<void> {
    place.textContent = t('field.locating');
    fix = await locate();
    if (stop.signal.aborted) return;
    if (fix) {
      Object.assign(draft.check, { lon: fix.lon, lat: fix.lat, position_source: 'gps', position_accuracy_m: Math.min(100_000, Math.round(fix.accuracy)) });
      changed();
    }
    showFix(fix === null);
    offer();
  }

  function showFix(failed = false): void {
    const { lon, lat, position_accuracy_m: accuracy } = draft.check;
    place.textContent = typeof lon === 'number' && typeof lat === 'number' ? `${degrees(lon, lat)}${typeof accuracy === 'number' ? ` ± ${number(accuracy)} m` : ''}` : t(failed ? 'field.noPlaceNow' : 'field.noPlace');
  }

  function photoInput(capture: string | null): HTMLInputElement {
    // Named types, so that an iPhone hands out JPEG in place of HEIC.
    const input = h('input', { type: 'file', class: 'visually-hidden', accept: 'image/jpeg,image/png', multiple: capture === null, onchange: () => {
      const files = [...(input.files ?? [])];
      input.value = '';
      void addPhotos(files);
    } });
    if (capture !== null) input.setAttribute('capture', capture);
    return input;
  }

  async function addPhotos(files: File[]): Promise<void> {
    problem.hidden = true;
    for (const file of files) {
      if (file.size > largestPhoto) { complain(t('field.tooLarge', { name: file.name })); continue; }
      // Read now: what the picker gave may be gone after a reload.
      const bytes = new Blob([await file.arrayBuffer()], { type: file.type });
      draft.photos = [...draft.photos, { key: newId(), name: file.name, bytes, facts: null }];
    }
    showPhotos();
    changed();
  }

  function showPhotos(): void {
    fill(photos, ...draft.photos.map((photo) => h('li', {}, picture(photo), h('button', { type: 'button', class: 'icon', 'aria-label': t('field.removePhoto', { name: photo.name }), onclick: () => {
      draft.photos = draft.photos.filter((p) => p !== photo);
      showPhotos();
      changed();
    } }, '×'))));
  }

  function picture(photo: KeptPhoto): HTMLElement {
    if (photo.bytes === null) return h('span', {}, photo.name);
    const url = URL.createObjectURL(photo.bytes);
    return h('img', { src: url, alt: photo.name, onload: () => URL.revokeObjectURL(url) });
  }

  async function submit(): Promise<void> {
    problem.hidden = true;
    changed();
    if (!chosenSite()) { complain(t('field.wantSite')); site.focus(); return; }
    if (!ofCase.hidden && verdict.get() === null) { complain(t('cases.field.wantVerdict')); verdict.focus(); return; }
    if (!ofSite.hidden && finding.get() === null) { complain(t('field.wantFinding')); finding.focus(); return; }
    if (cover.value !== '' && !(Number(cover.value) >= 0 && Number(cover.value) <= 100)) { complain(t('field.wantCover')); cover.focus(); return; }
    const checked: Entry = { ...draft, state: 'waiting', reason: null, check: { ...draft.check, checked_at: draft.check.checked_at ?? new Date().toISOString() } };
    await saving;
    try {
      await kept?.put(checked);
    } catch {
      complain(t('field.nothingKept'));
      return;
    }
    const { lon, lat, position_source, position_accuracy_m } = draft.check;
    draft = emptyDraft();
    // The next check is made nearby.
    if (typeof lon === 'number') Object.assign(draft.check, { lon, lat, position_source, position_accuracy_m });
    seen.value = '';
    restore();
    leaveAddress();
    offer();
    app.say(t(navigator.onLine ? 'field.saved' : 'field.savedOffline'));
    await send(true);
  }

  /** Sends what waits. `asked`: a person wants it now, and may be asked to sign in. */
  async function send(asked = false): Promise<void> {
    await showList();
    if (sending || !kept || !navigator.onLine || unsent(await kept.all()).checks === 0) return;
    sending = true;
    try {
      // A page that was opened offline does not know yet who is signed in.
      if (!app.session.can_write) await app.refreshSession().catch(() => undefined);
      if (!app.session.can_write && !(asked && await app.signIn())) return;
      if (!sites.some((s) => s.kind === 'case')) void loadSites();
      if (await sendAll(kept, server, () => void showList(), told) === 'signIn' && asked && await app.signIn()) await sendAll(kept, server, () => void showList(), told);
    } finally {
      sending = false;
      await showList();
    }
  }

  function online(): void {
    void showList();
    void send();
  }

  async function showList(): Promise<void> {
    if (!kept || stop.signal.aborted) return;
    const all = await kept.all();
    const open = unsent(all);
    network.classList.toggle('off', !navigator.onLine);
    network.textContent = `${t(navigator.onLine ? 'field.online' : 'field.offline')} ${open.checks === 0 ? t('field.allSent') : t('field.unsent', { n: open.checks, photos: open.photos })}${open.checks > 0 && navigator.onLine && !app.session.can_write ? ` ${t('field.wantSignIn')}` : ''}`;
    entryList(list, all, {
      send: () => void send(true),
      edit: (entry) => { void kept?.remove(draft.id).then(() => { draft = { ...entry, state: 'draft' }; restore(); offer(); showFix(); changed(); return showList(); }); site.focus(); },
      remove: (entry) => void kept?.remove(entry.id).then(showList),
    });
  }

  function complain(text: string): void {
    problem.textContent = text;
    problem.hidden = false;
  }

  function radios<T extends string>(name: string, values: readonly T[], text: (value: T) => string): { element: HTMLElement; get(): T | null; set(value: T | null): void; focus(): void } {
    const inputs = values.map((value) => h('input', { type: 'radio', name, value, onchange: () => changed() }));
    return {
      element: h('div', { class: 'field-choices' }, ...values.map((v, i) => h('label', {}, inputs[i], text(v)))),
      get: () => values.find((_, i) => inputs[i]?.checked === true) ?? null,
      set(value) { values.forEach((v, i) => { const input = inputs[i]; if (input) input.checked = v === value; }); },
      focus() { inputs[0]?.focus(); },
    };
  }

  function group(title: string, content: HTMLElement): HTMLElement {
    return h('fieldset', {}, h('legend', {}, title), content);
  }
}

const dumpStatuses = ['candidate', 'listed', 'sampling_planned', 'sampled', 'identified', 'remediation_planned', 'funded', 'remediating', 'remediated', 'verified'];
