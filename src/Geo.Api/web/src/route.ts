import { formatMines, minesStart, parseMines } from './mines/view.js';
import type { MinesView } from './mines/view.js';

/** The rooms that can be opened. */
export type RoomId = 'map' | 'mines' | 'dumps' | 'priority' | 'cases' | 'reports' | 'runs' | 'review' | 'people' | 'todo' | 'field';
/** Rooms that keep a view of their own in the address: all of its query but lang and on. */
export const ownRooms = ['dumps', 'priority', 'cases', 'reports'] as const;
export type Lang = 'zh' | 'en';
/** The pages of the room Runs. */
export const runsPages = ['runs', 'inbox', 'registers', 'training', 'models', 'accuracy'] as const;
export type RunsPage = typeof runsPages[number];
/** The pages of the room People. */
export const peoplePages = ['people', 'keys', 'audit'] as const;
export type PeoplePage = typeof peoplePages[number];
/** As whom an accuracy sample is labelled, or the result of it. */
export type SampleRole = '1' | '2' | 'agreed' | 'result';
export type Rendering = 'natural' | 'false-colour';

/** What a URL says. Null: not said, the room's own default. */
export interface Route {
  room: RoomId;
  lang: Lang | null;
  /** As known on: a day in China, or an instant; null for now. */
  on: string | null;
  /** Layers shown, in no order. */
  layers: string[] | null;
  /** Scene shown; `none` for no scene. */
  scene: string | null;
  /** Earlier scene on the left of the swipe line. */
  before: string | null;
  rendering: Rendering;
  /** Place of the swipe line, 0 to 100 from the left. */
  split: number;
  view: { lon: number; lat: number; zoom: number } | null;
  selected: { layer: string; id: string } | null;
  /** What is drawn on the map: edit (the selected row), new, new/REGISTER, area, area/NAME. */
  draw: string | null;
  run: string | null;
  /** Area of interest that a survey is to be started with. */
  aoi: string | null;
  /** Survey under review, or whose accuracy is assessed. */
  survey: string | null;
  page: RunsPage;
  model: string | null;
  /** Model that the open one is compared with. */
  against: string | null;
  as: SampleRole | null;
  /** Number of a place of an accuracy sample. */
  place: number | null;
  /** File of labels. */
  labels: string | null;
  /** Code of the mine site whose page is open, or that is to be checked. */
  site: string | null;
  /** Id of the case that is to be checked on the phone. */
  caseId: string | null;
  /** Filters and order of the room Mines. */
  mines: MinesView;
  people: PeoplePage;
  /** Account that is looked at, or whose lines of the audit log. */
  user: string | null;
  /** What the lines of the audit log are about. */
  subject: string | null;
  /** Town whose sites are listed. */
  town: string | null;
  /** What the address says in a room with a view of its own: each room reads its own names. */
  own: Readonly<Record<string, string>>;
}

export const start: Route = {
  room: 'map', lang: null, on: null, layers: null, scene: null, before: null,
  rendering: 'natural', split: 50, view: null, selected: null, draw: null, run: null, aoi: null, survey: null,
  page: 'runs', model: null, against: null, as: null, place: null, labels: null,
  site: null, caseId: null, mines: minesStart,
  people: 'people', user: null, subject: null, town: null, own: {},
};

/** Reads path and query; what cannot be read is left at its default, a link never fails. */
export function parseRoute(path: string, query: string): Route {
  const q = new URLSearchParams(query);
  const view = (q.get('view') ?? '').split(',').map(Number);
  const [lon = NaN, lat = NaN, zoom = NaN] = view;
  const selected = q.get('sel') ?? '';
  const slash = selected.indexOf('/');
  const lang = q.get('lang');
  const split = Number(q.get('split') ?? 50);
  return {
    room: (/^\/map\/(mines|dumps|priority|cases|reports|runs|review|people|todo|field)\/?$/.exec(path)?.[1] ?? 'map') as RoomId,
    lang: lang === 'zh' || lang === 'en' ? lang : null,
    on: onOf(q.get('on')),
    layers: q.has('layers') ? (q.get('layers') ?? '').split(',').filter((l) => l !== '') : null,
    scene: q.get('scene'),
    before: q.get('before'),
    rendering: q.get('style') === 'false-colour' ? 'false-colour' : 'natural',
    split: Number.isFinite(split) ? Math.min(100, Math.max(0, Math.round(split))) : 50,
    view: [lon, lat, zoom].every(Number.isFinite) && Math.abs(lat) <= 85 ? { lon, lat, zoom } : null,
    selected: slash > 0 ? { layer: selected.slice(0, slash), id: selected.slice(slash + 1) } : null,
    draw: q.get('draw'),
    run: q.get('run'),
    aoi: q.get('aoi'),
    survey: q.get('survey'),
    page: one(runsPages, q.get('page')) ?? 'runs',
    model: q.get('model'),
    against: q.get('against'),
    as: one(['1', '2', 'agreed', 'result'] as const, q.get('as')),
    place: /^\d+$/.test(q.get('place') ?? '') ? Number(q.get('place')) : null,
    labels: q.get('labels'),
    site: q.get('site'),
    caseId: q.get('case'),
    mines: parseMines(q),
    people: one(peoplePages, q.get('page')) ?? 'people',
    user: q.get('user'),
    subject: q.get('subject'),
    town: q.get('town'),
    own: ownRooms.some((r) => path.startsWith(`/map/${r}`)) ? Object.fromEntries([...q].filter(([name, value]) => name !== 'lang' && name !== 'on' && value !== '')) : {},
  };
}

/** The path and query of a route; parts at their default are left out. */
export function formatRoute(route: Route): string {
  const q: [string, string][] = [];
  if (route.lang) q.push(['lang', route.lang]);
  if (route.on) q.push(['on', route.on]);
  if (route.room === 'map') {
    if (route.layers) q.push(['layers', route.layers.join(',')]);
    if (route.scene) q.push(['scene', route.scene]);
    if (route.before) {
      q.push(['before', route.before]);
      if (route.split !== 50) q.push(['split', String(route.split)]);
    }
    if (route.rendering !== 'natural') q.push(['style', route.rendering]);
    if (route.view) q.push(['view', `${route.view.lon.toFixed(5)},${route.view.lat.toFixed(5)},${route.view.zoom.toFixed(2)}`]);
    if (route.selected) q.push(['sel', `${route.selected.layer}/${route.selected.id}`]);
    if (route.draw) q.push(['draw', route.draw]);
  } else if (route.room === 'review') {
    if (route.survey) q.push(['survey', route.survey]);
    if (route.selected?.layer === 'detections') q.push(['sel', `detections/${route.selected.id}`]);
  } else if (route.room === 'mines') {
    if (route.site) q.push(['site', route.site]);
    else if (route.selected?.layer === 'mine-sites') q.push(['sel', `mine-sites/${route.selected.id}`]);
    q.push(...formatMines(route.mines));
  } else if (one(ownRooms, route.room)) {
    q.push(...Object.entries(route.own));
  } else if (route.room === 'people') {
    if (route.people !== 'people') q.push(['page', route.people]);
    if (route.user) q.push(['user', route.user]);
    if (route.subject && route.people === 'audit') q.push(['subject', route.subject]);
  } else if (route.room === 'todo') {
    if (route.town) q.push(['town', route.town]);
  } else if (route.room === 'field') {
    if (route.caseId) q.push(['case', route.caseId]);
    else if (route.site) q.push(['site', route.site]);
  } else {
    q.push(...runsQuery(route));
  }
  // Commas and slashes are allowed in a query and stay readable.
  const text = q.map(([k, v]) => `${k}=${encodeURIComponent(v).replace(/%2C/g, ',').replace(/%2F/g, '/').replace(/%3A/g, ':')}`).join('&');
  return roomPath(route.room) + (text === '' ? '' : `?${text}`);
}

function runsQuery(route: Route): [string, string][] {
  const said = (pairs: [string, string | number | null][]): [string, string][] => pairs.flatMap(([k, v]): [string, string][] => (v === null ? [] : [[k, String(v)]]));
  switch (route.page) {
    case 'runs': return said([['run', route.run], ['aoi', route.aoi]]);
    case 'inbox': return [['page', route.page]];
    case 'training': return said([['page', route.page], ['labels', route.labels]]);
    case 'models': return said([['page', route.page], ['model', route.model], ['against', route.against]]);
    case 'registers': return said([['page', route.page]]);
    case 'accuracy': return said([['page', route.page], ['survey', route.survey], ['as', route.as], ['place', route.place]]);
  }
}

/** A day that there is, or an RFC 3339 instant of UTC; whatever else is no date. */
export function onOf(text: string | null): string | null {
  if (text === null || !/^\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d(\.\d{1,3})?Z)?$/.test(text)) return null;
  const at = new Date(text.length === 10 ? `${text}T00:00:00Z` : text);
  return Number.isNaN(at.getTime()) || at.toISOString().slice(0, 10) !== text.slice(0, 10) ? null : text;
}

function one<T extends string>(of: readonly T[], value: string | null): T | null {
  return of.find((v) => v === value) ?? null;
}

/** Where a room stands. */
export function roomPath(room: RoomId): string {
  return room === 'map' ? '/map' : `/map/${room}`;
}
