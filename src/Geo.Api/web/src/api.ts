import type { FeatureCollection, Feature as GeoFeature, Geometry } from 'geojson';
import { asRecord, json, list, num, ours, problem, send, text } from './http.js';
import { asKnown } from './known.js';
import { openReports } from './reports/api.js';
import type { OpenReport } from './reports/api.js';
import type { Lang, Rendering } from './route.js';

export { ApiError, speak } from './http.js';

/** What several rooms ask of the server; types follow the server's own names. What one page alone asks stands in the api.ts beside it. */

export interface Session {
  lang: Lang; synthetic: boolean; district: string;
  /** Somebody is signed in; what they may write stands in `rights`. */
  can_write: boolean;
  user: string | null; display_name: string | null; role: string | null; town: string | null; rights: string[];
  /** Signed in by an account, not by the token. */
  has_account: boolean; password_generated: boolean;
  /** Monthly reports that somebody must see to; none for who is not staff. */
  reports: OpenReport[];
}
export const nobody: Session = { lang: 'zh', synthetic: false, district: '', can_write: false, user: null, display_name: null, role: null, town: null, rights: [], has_account: false, password_generated: false, reports: [] };

export interface Collection {
  id: string;
  title: string;
  itemType?: string;
  extent?: { spatial?: { bbox?: number[][] } };
}

export type Properties = Record<string, unknown>;
export type Item = GeoFeature<Geometry | null, Properties>;
export interface ItemsPage extends FeatureCollection<Geometry | null, Properties> {
  numberMatched?: number;
  numberReturned?: number;
  links?: { rel: string; href: string }[];
}

export interface SchemaProperty { title?: string; type?: string | string[]; format?: string }
export type Schema = Record<string, SchemaProperty>;

export interface Scene {
  id: string;
  profile: string;
  acquired_at: string;
  valid_share: number | null;
  cloud_share: number | null;
  synthetic: boolean;
  /** Who made its mask of cloud and shadow. */
  mask_origin: string | null;
  /** Where it lies against its reference scene. */
  shift: SceneShift | null;
  /** Metres of a pixel, nearly. */
  resolution_m: number | null;
  run_id: string | null;
  /** Longitudes and latitudes: west, south, east, north. */
  bbox: [number, number, number, number] | null;
}

export interface SceneShift { state: string; reference: string | null; east_m: number | null; north_m: number | null; uncertainty_m: number | null; windows: number }

export type RunState = 'queued' | 'running' | 'done' | 'failed' | 'cancelled';
export interface LogLine { seq: number; at: string | null; attempt: number; text: string }
export interface Run {
  id: string;
  kind: string;
  state: RunState;
  parameters: unknown;
  outputs: unknown;
  created_at: string;
  started_at: string | null;
  ended_at: string | null;
  /** Part done, 0 to 1. */
  progress: number;
  message: string | null;
  error: string | null;
  attempt: number;
  author: string | null;
  code_version: string | null;
  cancel_requested: boolean;
  /** The run that this one is a step of. */
  parent_id: string | null;
  /** Its own steps, oldest first; none in a list of runs. */
  steps: { id: string; kind: string; state: RunState }[];
  log: LogLine[];
}

export async function getSession(): Promise<Session> {
  const s = asRecord(await json('/session'));
  return {
    lang: s.lang === 'en' ? 'en' : 'zh',
    synthetic: s.synthetic === true,
    district: text(s.district) ?? '',
    can_write: s.signed_in === true,
    user: text(s.user), display_name: text(s.display_name), role: text(s.role), town: text(s.town),
    rights: list(s.rights).filter((r): r is string => typeof r === 'string'), has_account: s.has_account === true, password_generated: s.password_generated === true, reports: openReports(s.reports),
  };
}

export async function getCollections(signal?: AbortSignal): Promise<Collection[]> {
  const answer = asRecord(await json('/collections', signal));
  return Array.isArray(answer.collections) ? answer.collections as Collection[] : [];
}

export function getCollection(id: string, signal?: AbortSignal): Promise<Collection> {
  return json(`/collections/${encodeURIComponent(id)}`, signal) as Promise<Collection>;
}

export async function getSchema(layer: string): Promise<Schema> {
  const answer = asRecord(await json(`/collections/${encodeURIComponent(layer)}/schema`));
  return asRecord(answer.properties) as Schema;
}

/** One page of items, as known on the day that the page shows; `filters` are bbox, limit, datetime or property names. */
export function getItems(layer: string, filters: Record<string, string>, signal?: AbortSignal): Promise<ItemsPage> {
  const query = new URLSearchParams({ ...filters, ...asKnown() }).toString();
  return json(`/collections/${encodeURIComponent(layer)}/items${query === '' ? '' : `?${query}`}`, signal, 'application/geo+json') as Promise<ItemsPage>;
}

/** Follows `next` from a page; at most `most` items in all. Links lead to our own host whatever name the server gives itself. */
export async function getRest(first: ItemsPage, most: number, signal?: AbortSignal): Promise<Item[]> {
  const items = [...first.features];
  let next = nextOf(first);
  while (next !== null && items.length < most) {
    const page = await json(next, signal, 'application/geo+json') as ItemsPage;
    items.push(...page.features);
    next = page.features.length === 0 ? null : nextOf(page);
  }
  return items;
}

export function getItem(layer: string, id: string, signal?: AbortSignal): Promise<Item> {
  const query = new URLSearchParams(asKnown()).toString();
  return json(`/collections/${encodeURIComponent(layer)}/items/${encodeURIComponent(id)}${query === '' ? '' : `?${query}`}`, signal, 'application/geo+json') as Promise<Item>;
}

export async function getScenes(signal?: AbortSignal): Promise<Scene[]> {
  const rows = list(await json('/scenes', signal)).map(toScene);
  return rows.sort((a, b) => b.acquired_at.localeCompare(a.acquired_at) || a.id.localeCompare(b.id));
}

/** Address of a scene's picture over a box of EPSG:3857 metres. */
export function sceneImage(id: string, box: readonly number[], width: number, height: number, rendering: Rendering): string {
  const bbox = box.map((v) => v.toFixed(3)).join(',');
  return `/scenes/${encodeURIComponent(id)}/image.png?bbox=${bbox}&bbox-crs=3857&width=${width}&height=${height}&style=${rendering}`;
}

/** Address of a vector tile of a collection: level, column, row of WebMercatorQuad. */
export function vectorTile(layer: string, [level = 0, column = 0, row = 0]: readonly number[], query: Record<string, string>): string {
  return `/collections/${encodeURIComponent(layer)}/tiles/WebMercatorQuad/${level}/${row}/${column}?${new URLSearchParams({ f: 'mvt', ...query }).toString()}`;
}

export async function getRuns(signal?: AbortSignal): Promise<Run[]> {
  const rows = list(await json('/runs?limit=200', signal)).map(toRun);
  return rows.sort((a, b) => b.created_at.localeCompare(a.created_at));
}

export async function getRun(id: string, signal?: AbortSignal): Promise<Run> {
  return toRun(await json(`/runs/${encodeURIComponent(id)}`, signal));
}

export async function startRun(kind: string, parameters: Record<string, unknown>): Promise<Run> {
  return toRun(await send('/runs', { kind, parameters }));
}

export async function cancelRun(id: string): Promise<void> {
  await send(`/runs/${encodeURIComponent(id)}/cancel`, {});
}

/** A verdict on a detection; answers the properties that it changed. */
export async function sendReview(id: string, verdict: string, reason: string | null): Promise<Properties> {
  const { review, review_reason, reviewed_at } = asRecord(await send(`/collections/detections/items/${encodeURIComponent(id)}/review`, { verdict, reason }));
  return { review, review_reason, reviewed_at };
}

/** Makes an unlisted, confirmed stockpile a candidate dump. */
export async function addCandidate(id: string, code: string, name: string, reason: string): Promise<void> {
  await send(`/collections/detections/items/${encodeURIComponent(id)}/candidate`, { code, name: name === '' ? null : name, reason });
}

export interface Why {
  probability: number;
  above_threshold: number;
  score: number;
  bias: number;
  contributions: { predictor: string; value: number; contribution: number }[];
  similar: { label: string; longitude: number; latitude: number; shared_leaves: number }[];
}

export function getWhy(id: string, signal: AbortSignal): Promise<Why> {
  return json(`/collections/detections/items/${encodeURIComponent(id)}/why`, signal) as Promise<Why>;
}

/** Signs in; the server answers with a cookie. Throws where account or password is wrong. */
export async function signIn(user: string, password: string): Promise<void> { await send('/session', { user, password }); }

export async function signOut(): Promise<void> { await send('/session', {}, 'DELETE'); }

/** Gives the server its token; it answers with a cookie. Throws where the token is wrong. */
export async function signInByToken(token: string): Promise<void> {
  const answer = await fetch(`/token?token=${encodeURIComponent(token)}`, { credentials: 'same-origin', headers: { Accept: 'application/json', ...ours } });
  if (!answer.ok) throw await problem(answer);
}

/**
 * Follows a run: `seen` is called whenever it changed, with the log so far. By server-sent events (`run`, `log`, `end`),
 * by asking every two seconds where those do not come through. Ends by itself when the run does, or by the function returned.
 */
export function followRun(run: Run, seen: (run: Run) => void): () => void {
  const ended = new AbortController();
  const log = new Map(run.log.map((line) => [line.seq, line]));
  let now = run;
  let timer = 0;
  let pending = false;
  let source: EventSource | null = null;
  const tell = (): void => {
    // A batch of log lines is one change of the page.
    if (pending) return;
    pending = true;
    window.setTimeout(() => { pending = false; if (!ended.signal.aborted || isOver(now)) seen({ ...now, log: [...log.values()].sort((a, b) => a.seq - b.seq) }); }, 60);
  };
  const stop = (): void => {
    ended.abort();
    window.clearTimeout(timer);
    source?.close();
  };
  const poll = async (): Promise<void> => {
    try {
      now = await getRun(run.id, ended.signal);
      for (const line of now.log) log.set(line.seq, line);
      tell();
      if (isOver(now)) { stop(); return; }
    } catch { /* the server is away for a moment; asked again below */ }
    if (!ended.signal.aborted) timer = window.setTimeout(() => void poll(), 2000);
  };
  const data = (event: Event): unknown => JSON.parse((event as MessageEvent<string>).data);
  if ('EventSource' in window) {
    source = new EventSource(`/runs/${encodeURIComponent(run.id)}/events`);
    source.addEventListener('run', (e) => { now = toRun(data(e)); tell(); });
    source.addEventListener('log', (e) => { const line = toLine(data(e)); log.set(line.seq, line); tell(); });
    source.addEventListener('end', (e) => { now = toRun(data(e)); tell(); stop(); });
    source.onerror = () => { source?.close(); if (!ended.signal.aborted) void poll(); };
  } else {
    void poll();
  }
  return stop;
}

export function isOver(run: Run): boolean {
  return run.state === 'done' || run.state === 'failed' || run.state === 'cancelled';
}

function nextOf(page: ItemsPage): string | null {
  const link = page.links?.find((l) => l.rel === 'next');
  if (!link) return null;
  const url = new URL(link.href, location.origin);
  return url.pathname + url.search;
}

function toScene(row: unknown): Scene {
  const s = asRecord(row);
  const [west, south, east, north] = (Array.isArray(s.bbox) ? s.bbox : []).filter((n): n is number => typeof n === 'number');
  const bbox: Scene['bbox'] = west !== undefined && south !== undefined && east !== undefined && north !== undefined ? [west, south, east, north] : null;
  const width = num(s.width);
  return {
    id: text(s.id) ?? '', profile: text(s.profile) ?? '', acquired_at: text(s.acquired_at) ?? '',
    valid_share: num(s.valid_share), cloud_share: num(s.cloud_share), synthetic: s.synthetic === true, run_id: text(s.run_id), bbox,
    mask_origin: text(s.mask_origin), shift: s.shift === null || s.shift === undefined ? null : toShift(asRecord(s.shift)),
    // 111,320 m are a degree on the equator; near enough to choose how far pictures are asked for.
    resolution_m: bbox && width ? (bbox[2] - bbox[0]) * 111_320 * Math.cos((bbox[1] + bbox[3]) / 360 * Math.PI) / width : null,
  };
}

function toShift(s: Record<string, unknown>): SceneShift {
  return { state: text(s.state) ?? 'unknown', reference: text(s.reference), east_m: num(s.east_m), north_m: num(s.north_m), uncertainty_m: num(s.uncertainty_m), windows: num(s.windows) ?? 0 };
}

const states = ['queued', 'running', 'done', 'failed', 'cancelled'];
function toRun(row: unknown): Run {
  const r = asRecord(row);
  const state = text(r.state) ?? '';
  return {
    id: text(r.id) ?? '', kind: text(r.kind) ?? '', state: (states.includes(state) ? state : 'queued') as RunState,
    parameters: r.parameters ?? null, outputs: r.outputs ?? null,
    created_at: text(r.created_at) ?? '', started_at: text(r.started_at), ended_at: text(r.ended_at),
    progress: Math.min(1, Math.max(0, num(r.progress) ?? 0)), message: text(r.message), error: text(r.error),
    attempt: num(r.attempt) ?? 0, author: text(r.author), code_version: text(r.code_version), cancel_requested: r.cancel_requested === true,
    parent_id: text(r.parent_id), steps: list(r.steps).map(asRecord).map((s) => ({ id: text(s.id) ?? '', kind: text(s.kind) ?? '', state: (text(s.state) ?? 'queued') as RunState })),
    log: Array.isArray(r.log) ? r.log.map(toLine) : [],
  };
}

function toLine(line: unknown): LogLine {
  const l = asRecord(line);
  return { seq: num(l.seq) ?? 0, at: text(l.at), attempt: num(l.attempt) ?? 0, text: text(l.text) ?? '' };
}
