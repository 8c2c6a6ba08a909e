import type { Geometry } from 'geojson';
import { getItem } from '../api.js';
import type { Item, Scene } from '../api.js';
import { signedIn, told } from '../act.js';
import type { App } from '../app.js';
import { fill, h } from '../dom.js';
import { day, degrees, minute, number } from '../format.js';
import { makeCandidate } from '../review/candidate.js';
import { makePictures } from '../review/pictures.js';
import { formatRoute, start } from '../route.js';
import { maybe, t } from '../texts.js';
import { makeActions } from './actions.js';
import { getCase } from './api.js';
import type { Check, Sheet, Unit } from './api.js';
import { makeCaseMap } from './map.js';
import { areaText, stateName, stateSign, termCell, unitName, wasteName, whatName } from './words.js';

/** A case's page: where it is, what it looked like, what was done, what is to be done next and by when. */
export function openCase(host: HTMLElement, app: App, id: string, units: readonly Unit[], scenes: readonly Scene[], changed: () => Promise<void>): () => void {
  const stop = new AbortController();
  let closeMap: (() => void) | null = null;
  const problem = h('p', { class: 'error', role: 'alert', hidden: true });
  const body = h('div', {}, h('p', { class: 'quiet' }, t('loading')));
  fill(host, problem, body);
  void load();
  return () => { stop.abort(); closeMap?.(); };

  async function load(done?: string): Promise<void> {
    try {
      const sheet = await signedIn(app, () => getCase(id, stop.signal));
      if (stop.signal.aborted) return;
      if (sheet === null) { fill(body, h('p', { class: 'empty' }, t('cases.signIn'))); return; }
      draw(sheet);
      if (done !== undefined) { app.say(done); host.querySelector<HTMLElement>('h1')?.focus(); }
    } catch (error) {
      if (stop.signal.aborted) return;
      problem.textContent = told(error);
      problem.hidden = false;
      fill(body);
    }
  }

  function draw(s: Sheet): void {
    const c = s.case;
    closeMap?.();
    const map = makeCaseMap(s.geometry, scenes);
    closeMap = () => map.close();
    const pictures = makePictures();
    const item: Item = { type: 'Feature', id: c.id, geometry: shown(s.geometry, c.lon, c.lat), properties: {} };
    pictures.show(item, scenes, 600);
    // A stockpile that no register lists may enter the inventory from here too.
    const candidate = makeCandidate(app, () => { void changed().then(() => load(t('cases.listedNow'))); });
    if (c.detection_id !== null) void getItem('detections', c.detection_id, stop.signal).then((found) => candidate.show(found), () => { /* the page stands without it */ });
    const back = (): void => { const own = { ...app.route().own }; delete own.case; app.go({ own }); };
    fill(body, h('div', { class: 'site-page case-page' },
      h('header', { class: 'site-head' },
        h('button', { type: 'button', class: 'link back', onclick: back }, t('cases.back')),
        h('h1', { tabindex: -1 }, `${c.id} · ${whatName(c)}`), h('span', { class: 'site-status' }, stateSign(c.state)), termCell(c, 3),
        c.kind === 'suspected' ? null : h('span', { class: 'tag off' }, maybe(`cases.kind.${c.kind}`) ?? c.kind), c.synthetic ? h('span', { class: 'tag' }, t('cases.synthetic')) : null,
        h('div', { class: 'site-links' },
          c.state === 'closed' ? null : h('a', { id: 'case-check', href: formatRoute({ ...start, lang: app.route().lang, room: 'field', caseId: c.id }) }, t('cases.check')),
          s.links.detection === null || c.detection_id === null ? null : h('a', { href: formatRoute({ ...start, lang: app.route().lang, room: 'map', selected: { layer: 'detections', id: c.detection_id }, view: { lon: c.lon, lat: c.lat, zoom: 16 } }) }, t('cases.onMap')),
          h('a', { href: s.links.item }, t('cases.source')), s.links.run === null ? null : h('a', { href: formatRoute({ ...start, lang: app.route().lang, room: 'runs', run: s.links.run.replace('/runs/', '') }) }, t('cases.run')))),
      h('div', { class: 'stacked' },
        makeActions(app, s, units, async (done) => { await changed(); await load(done); }),
        h('section', { class: 'panel' }, h('h2', {}, t('cases.facts')), facts(s)),
        h('section', { class: 'panel' }, h('h2', {}, t('cases.evidence')), evidence(s), candidate.element)),
      h('div', { class: 'stacked' },
        h('section', { class: 'panel' }, h('h2', {}, t('cases.pictures')), pictures.element),
        h('section', { class: 'panel' }, h('h2', {}, t('cases.map')), h('div', { class: 'case-map' }, map.element))),
      h('section', { class: 'panel history' }, h('h2', {}, t('cases.history')), history(s))));
  }

  function facts(s: Sheet): HTMLElement {
    const c = s.case;
    const metres = (value: number | null): string => (value === null ? t('cases.farther') : `${number(value)} m`);
    const rows: [string, HTMLElement | string | null][] = [
      [t('cases.col.unit'), unitName(units, c.unit)], [t('cases.cooperating'), c.cooperating_units.map((u) => unitName(units, u)).join(t('cases.and'))],
      [t('cases.rule'), s.routing.rule === null ? (c.state === 'found' ? null : t('cases.byPerson')) : s.routing.rule.document],
      [t('cases.sourceOf'), `${maybe(`cases.source.${c.source}`) ?? c.source}${s.evidence.reported_by === null ? '' : ` · ${s.evidence.reported_by ?? ''}`}`], [t('cases.col.town'), c.town],
      [t('cases.position'), degrees(c.lon, c.lat)], [t('cases.col.area'), areaText(c.area_m2)], [t('cases.foundAt'), day(c.found_at)],
      [t('cases.lastSeen'), c.last_seen_at === null ? null : `${day(c.last_seen_at)} · ${t('cases.times', { n: c.times_raised })}`],
      [t('cases.verdict'), c.verdict === null ? null : maybe(`cases.verdict.${c.verdict}`)], [t('cases.waste'), c.waste_category === null ? null : wasteName(c.waste_category)],
      [t('cases.placeKind'), c.place_kind === null ? null : maybe(`cases.place.${c.place_kind}`)],
      [t('cases.handledAt'), c.handled_at === null ? null : day(c.handled_at)], [t('cases.outcome'), c.outcome === null ? null : `${maybe(`cases.outcome.${c.outcome}`) ?? c.outcome} · ${maybe(`cases.closing.${s.evidence.closing_evidence ?? ''}`) ?? ''}`],
      [t('cases.river'), metres(s.ground.river_metres)], [t('cases.nearMine'), metres(s.ground.mine_metres)], [t('cases.nearDump'), metres(s.ground.dump_metres)], [t('cases.control'), s.ground.key_control_area],
      [t('cases.before'), c.previous_case === null ? null : caseLink(c.previous_case)], [t('cases.after'), s.following.length === 0 ? null : h('span', {}, ...s.following.flatMap((f) => [caseLink(f.id), ' ']))], [t('cases.note'), c.note],
    ];
    return h('dl', { class: 'facts' }, ...rows.filter(([, value]) => value !== null && value !== '').flatMap(([name, value]) => [h('dt', {}, name), h('dd', {}, value)]));
  }

  function caseLink(other: string): HTMLElement {
    return h('a', { href: formatRoute({ ...app.route(), own: { case: other } }), onclick: (event) => { event.preventDefault(); app.go({ own: { ...app.route().own, case: other } }); } }, other);
  }

  function evidence(s: Sheet): HTMLElement {
    return h('div', { class: 'case-evidence' },
      s.checks.length === 0 ? h('p', { class: 'quiet' }, t('cases.noChecks'), ' ', s.case.state === 'closed' ? null : h('a', { href: formatRoute({ ...start, lang: app.route().lang, room: 'field', caseId: s.case.id }) }, t('cases.check')))
        : h('ul', { class: 'plain' }, ...s.checks.map((k) => checkRow(s, k))),
      h('p', { class: 'quiet' }, t('cases.surveys'), ' ', s.surveys.length === 0 ? t('cases.noSurveys') : s.surveys.slice(0, 6).map((v) => `${day(v.acquired_at)} ${t(v.sees === null ? 'cases.sawNothing' : 'cases.saw')}`).join('；')),
      s.drones.length === 0 ? null : h('p', { class: 'quiet' }, t('cases.drones'), ' ', s.drones.map((d) => day(d.acquired_at)).join('；')));
  }

  function checkRow(s: Sheet, k: Check): HTMLElement {
    const used = k.id === s.evidence.field_check_id ? t('cases.usedVerify') : k.id === s.evidence.closing_check_id ? t('cases.usedClose') : null;
    return h('li', { class: 'case-check' },
      h('span', { class: 'n' }, minute(k.checked_at)), ' ', k.checked_by ?? '', ' · ', maybe(`field.source.${k.source}`) ?? k.source, ' · ',
      h('strong', {}, k.verdict === null ? t('cases.noVerdict') : maybe(`cases.verdict.${k.verdict}`) ?? k.verdict), k.metres === null ? h('span', { class: 'doubt' }, t('field.doubt.no_position')) : k.near ? ` · ${number(k.metres)} m` : h('span', { class: 'doubt' }, t('cases.far', { metres: number(k.metres) })),
      used === null ? null : h('span', { class: 'tag' }, used), k.note === null ? null : h('p', {}, k.note),
      k.photos.length === 0 ? null : h('div', { class: 'photo-row' }, ...k.photos.map((p) => h('a', { href: p.href, target: '_blank', rel: 'noopener' }, h('img', { src: p.href, alt: `${t('field.photo')} ${p.taken_at === null ? '' : minute(p.taken_at)}`, loading: 'lazy' })))));
  }

  function history(s: Sheet): HTMLElement {
    return h('div', { class: 'table-box' }, h('table', { class: 'list plain steps' },
      h('thead', {}, h('tr', {}, ...(['at', 'who', 'what', 'state', 'unit', 'due', 'why'] as const).map((c) => h('th', { scope: 'col' }, t(`cases.step.${c}`))))),
      h('tbody', {}, ...[...s.history].reverse().map((e) => h('tr', {}, h('td', { class: 'n' }, minute(e.at)), h('td', {}, e.author), h('td', {}, e.action === null ? '' : maybe(`cases.action.${e.action}`) ?? e.action),
        h('td', {}, e.state === null ? '' : stateName(e.state)), h('td', {}, unitName(units, e.unit)), h('td', { class: 'n' }, e.due_at === null ? '' : day(e.due_at)),
        h('td', { class: 'reason' }, e.verdict !== null && e.action === 'verify' ? `${maybe(`cases.verdict.${e.verdict}`) ?? ''} ` : '', e.reason === null ? '' : maybe(`cases.why.${e.reason}`) ?? e.reason))))));
  }
}

/** A point as a small square, so that pictures can outline it. */
function shown(geometry: Geometry, lon: number, lat: number): Geometry {
  if (geometry.type !== 'Point') return geometry;
  const [x, y] = [0.0004, 0.0003];
  return { type: 'Polygon', coordinates: [[[lon - x, lat - y], [lon + x, lat - y], [lon + x, lat + y], [lon - x, lat + y], [lon - x, lat - y]]] };
}
