import { ApiError, getScenes } from '../api.js';
import type { Properties, Scene } from '../api.js';
import { told } from '../act.js';
import type { App, Room } from '../app.js';
import { fill, h } from '../dom.js';
import type { Child } from '../dom.js';
import { day } from '../format.js';
import { text } from '../http.js';
import { knownName, knownOn, knownUntil } from '../known.js';
import { makeDecisionForm } from '../lists/decision.js';
import { stepsTable } from '../lists/history.js';
import { worded } from '../mines/api.js';
import { makePictures } from '../review/pictures.js';
import { formatRoute } from '../route.js';
import type { Route } from '../route.js';
import { language, maybe, t } from '../texts.js';
import { decideDump, getDump, undoDump } from './api.js';
import type { DumpSheet } from './api.js';
import { factsPanel } from './facts.js';
import { gradePanel } from './grade.js';
import { growthPanel } from './growth.js';
import { samplingPanel } from './sampling.js';
import { gradeSign, metres, statusName, statusTag } from './signs.js';
import { successionPanel } from './succession.js';
import { ownOf, viewOf } from './view.js';
import { volumesPanel } from './volumes.js';

/** One dump: what it holds, how it grows, what lies round it, how bad it is, and what a person decides. */
export function openDump(host: HTMLElement, app: App, code: string, changed: () => void): Room {
  const aborter = new AbortController();
  let asked: string | null = null;
  let turn = 0;
  let volumes: { of: string; element: HTMLElement } | null = null;
  fill(host, h('p', { class: 'quiet' }, t('loading')));

  async function load(): Promise<void> {
    const mine = ++turn;
    try {
      const [sheet, scenes] = await Promise.all([getDump(code, aborter.signal), getScenes(aborter.signal).catch(() => [])]);
      if (aborter.signal.aborted || mine !== turn) return;
      const until = knownUntil(knownOn());
      draw(sheet, scenes.filter((s) => until === null || Date.parse(s.acquired_at) <= until));
    } catch (error) {
      if (aborter.signal.aborted || mine !== turn) return;
      asked = null;
      const gone = error instanceof ApiError && error.status === 404;
      fill(host, back(), h('p', { class: 'error', role: 'alert' }, gone ? t(knownOn() === null ? 'dumps.gone' : 'site.goneThen', { code, date: knownName() }) : t('error.server', { reason: told(error) })));
    }
  }

  function draw(sheet: DumpSheet, scenes: Scene[]): void {
    const p = sheet.properties;
    const named = (key: string): string | null => text(p[key]);
    const name = named('name') ?? code;
    const pair = makePictures();
    pair.show({ type: 'Feature', geometry: sheet.geometry, properties: {} }, scenes);
    const part = (title: string, kind: string, ...content: Child[]): HTMLElement => h('section', { class: `panel ${kind}` }, h('h2', {}, title), ...content);
    const follow = successionPanel(sheet, scenes, app, changed);
    document.title = `${code} ${name} · ${t('room.dumps')}`;
    fill(host, h('article', { class: 'site-page dump-page', 'aria-labelledby': 'site-title' },
      h('header', { class: 'site-head' }, back(), h('div', {}, h('p', { class: 'kicker' }, code), h('h1', { id: 'site-title', tabindex: -1 }, name)),
        h('p', { class: 'site-status' }, gradeSign(named('control_grade'))), h('p', { class: 'site-status', id: 'dump-status' }, statusTag(named('status'))),
        h('p', { class: 'quiet site-about' }, [named('town'), named('lead_unit')].filter((x) => x !== null).join(' · ')), links(sheet)),
      sheet.succeededBy.length > 0 && h('p', { class: 'note-box', role: 'status' }, t('dumps.succeededBy'), ' ', ...sheet.succeededBy.flatMap((c): Child[] => [toDumpLink(c), ' '])),
      sheet.succeeds.length > 0 && h('p', { class: 'note-box' }, t('dumps.succeeds'), ' ', ...sheet.codes.filter((c) => c !== sheet.code).flatMap((c): Child[] => [toDumpLink(c), ' '])),
      part(t('site.pair'), 'pair', pair.element),
      h('div', { class: 'stacked' }, part(t('dumps.facts'), 'plan', factsPanel(sheet)), part(t('dumps.grade'), 'decide', gradePanel(sheet, app, again))),
      part(t('dumps.growth'), 'growth', growthPanel(sheet, app)),
      sheet.succeededBy.length === 0 ? part(t('site.decision'), 'decide', decision(sheet)) : null,
      part(t('dumps.sampling'), 'sampling-panel', samplingPanel(sheet, scenes, app, again)),
      measured(),
      h('div', { class: 'stacked' }, part(t('dumps.corridorOf'), 'plan', corridor(sheet)), part(t('dumps.seenBy'), 'plan', evidence(sheet)),
        follow && part(t('dumps.succession'), 'decide', follow)),
      part(t('site.history'), 'history', stepsTable(sheet.history, statusTag, app))));
  }

  /** The same panel when the page is drawn anew for who has signed in: a toe line that was drawn and a run that is followed are not lost. */
  function measured(): HTMLElement {
    const of = `${knownOn() ?? ''} ${language()}`;
    if (volumes?.of !== of) volumes = { of, element: volumesPanel(app, code) };
    return volumes.element;
  }

  function decision(sheet: DumpSheet): HTMLElement {
    return makeDecisionForm({
      right: 'decide_dumps',
      code, status: text(sheet.properties.status), next: sheet.next.map((n) => n.status), wanted: null, canUndo: sheet.canUndo, name: statusName,
      about(status) {
        const asked_ = sheet.next.find((n) => n.status === status)?.evidence ?? [];
        return asked_.length === 0 ? null : h('ul', { class: 'plain evidence-list' }, ...asked_.map((e) => h('li', { class: e.present ? 'there' : e.needed ? 'late' : 'missing' },
          `${e.present ? '✓' : e.needed ? '✗' : '–'} ${worded(e.text) ?? e.code}`, ' ', h('span', { class: 'quiet' }, t(e.present ? 'dumps.there' : e.needed ? 'dumps.needed' : 'dumps.askedFor')))));
      },
      decide: (status, reason) => decideDump(code, status, reason), undo: (reason) => undoDump(code, reason),
    }, app, again);
  }

  function corridor(sheet: DumpSheet): HTMLElement {
    return sheet.corridor.length === 0 ? h('p', { class: 'quiet' }, t('dumps.notInCorridor'))
      : h('ul', { class: 'plain' }, ...sheet.corridor.map((r) => h('li', {}, t(r.river_rank === 'main_stem' ? 'dumps.mainStem' : 'dumps.tributary'), ` · ${text(r.reach) ?? ''} · `, h('strong', {}, metres(Number(r.distance_m))), ` (≤ ${String(r.within_m)} m)`)));
  }

  /** Detections, checks on the ground and cases of this dump and of those that it succeeds. */
  function evidence(sheet: DumpSheet): HTMLElement {
    const line = (rows: Properties[], title: string, at: string, tell: (r: Properties) => Child): Child => h('div', {}, h('h3', {}, `${title} (${rows.length})`), rows.length === 0 ? h('p', { class: 'quiet' }, t('dumps.none'))
      : h('ul', { class: 'plain' }, ...rows.slice(0, 12).map((r) => h('li', {}, `${day(text(r[at]) ?? '')} `, tell(r)))));
    return h('div', {},
      line(sheet.detections, t('dumps.detections'), 'acquired_at', (r) => h('button', { type: 'button', class: 'link', onclick: () => app.go({ room: 'map', selected: { layer: 'detections', id: String(r.id) } }) }, `${String(r.id)} ${maybe(`value.review.${String(r.review)}`) ?? ''}`)),
      line(sheet.checks, t('dumps.checks'), 'checked_at', (r) => `${text(r.checked_by) ?? ''} ${text(r.note) ?? ''}`),
      line(sheet.cases, t('dumps.cases'), 'found_at', (r) => `${String(r.id)} ${text(r.unit) ?? ''}`));
  }

  function links(sheet: DumpSheet): HTMLElement {
    const run = text(sheet.properties.run_id);
    return h('nav', { class: 'site-links', 'aria-label': t('card.source') },
      h('button', { type: 'button', class: 'link', onclick: () => app.go({ room: 'map', selected: { layer: 'dumps', id: code } }) }, t('site.onMap')),
      run !== null && h('button', { type: 'button', class: 'link', title: run, onclick: () => app.go({ room: 'runs', page: 'runs', run }) }, t('site.runOf')),
      h('a', { href: text(sheet.links.item) ?? '', target: '_blank', rel: 'noopener' }, 'GeoJSON'),
      h('button', { type: 'button', class: 'link', onclick: () => window.print() }, t('site.print')));
  }

  function toDumpLink(to: string): HTMLElement {
    return h('a', { href: formatRoute({ ...app.route(), own: ownOf({ ...viewOf(app.route()), dump: to }) }) }, to);
  }

  function again(): void {
    changed();
    void load().then(() => document.getElementById('site-title')?.focus());
  }

  function back(): HTMLElement {
    const to = { own: ownOf({ ...viewOf(app.route()), dump: null, selected: code }) };
    return h('a', { class: 'back', href: formatRoute({ ...app.route(), ...to }), onclick: (event) => {
      const mouse = event as MouseEvent;
      if (mouse.ctrlKey || mouse.metaKey || mouse.shiftKey) return;
      event.preventDefault();
      app.go(to);
    } }, t('dumps.back'));
  }

  return {
    show(route: Route) {
      const wanted = `${route.on ?? ''} ${app.session.rights.join()} ${language()}`;
      if (wanted === asked) return;
      asked = wanted;
      void load();
    },
    close() {
      aborter.abort();
      fill(host);
    },
  };
}
