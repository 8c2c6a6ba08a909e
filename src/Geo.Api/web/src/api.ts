import type { FeatureCollection, Feature as GeoFeature, Geometry } from 'geojson';
import type { Remark } from './remark.js';
import type { Lang, Rendering } from './route.js';

/** Every answer of the server passes here; types follow the server's own names. */

export interface Session { lang: Lang; synthetic: boolean; district: string; can_write: boolean }

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
  /** Metres of a pixel, nearly. */
  resolution_m: number | null;
  run_id: string | null;
  /** Longitudes and latitudes: west, south, east, north. */
  bbox: [number, number, number, number] | null;
}

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
  log: LogLine[];
}

/** An answer that is no success: the server's own words (problem+json) where it gave any. */
export class ApiError extends Error {
  constructor(readonly status: number, readonly title: string, readonly detail: string | null, readonly field: string | null) {
    super(detail ?? title);
  }
}

let lang: Lang = 'zh';
/** The language in which titles and problems are asked for. */
export function speak(language: Lang): void { lang = language; }

export async function getSession(): Promise<Session> {
  const s = asRecord(await json('/session'));
  return {
    lang: s.lang === 'en' ? 'en' : 'zh',
    synthetic: s.synthetic === true,
    district: text(s.district) ?? '',
    can_write: s.signed_in === true,
  };
}

export async function getCollections(signal?: AbortSignal): Promise<Collection[]> {
  const answer = asRecord(await json('/collections', signal));
  return Array.isArray(answer.collections) ? answer.collections as Collection[] : [];
}

export async function getSchema(layer: string): Promise<Schema> {
  const answer = asRecord(await json(`/collections/${encodeURIComponent(layer)}/schema`));
  return asRecord(answer.properties) as Schema;
}

/** One page of items; `filters` are bbox, limit, datetime or property names. */
export function getItems(layer: string, filters: Record<string, string>, signal?: AbortSignal): Promise<ItemsPage> {
  const query = new URLSearchParams(filters).toString();
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
  return json(`/collections/${encodeURIComponent(layer)}/items/${encodeURIComponent(id)}`, signal, 'application/geo+json') as Promise<Item>;
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

export interface ClassScore { reference: number; precision: number | null; recall: number | null; f1: number | null; io_u: number | null }
export interface Scores {
  algorithm: string; overall_accuracy: number; kappa: number; macro_f1: number; selection_score: number;
  /** Counts by mapped (row) and reference (column) class. */
  confusion: number[][];
  classes: Record<string, ClassScore>;
}
export interface ModelCard {
  name: string; created_at: string; model_hash: string; labels: string; scene_ids: string[]; synthetic: boolean;
  classes: string[]; rows_by_class: Record<string, number>; predictors: string[]; algorithm: string; left_out: string[];
  parameters: Record<string, number>;
  folds: { count: number; blocks: number; block_degrees: number; areas: number } | null;
  scores: Scores | null;
  selection: Scores[];
  objects?: { classes: Record<string, ObjectRule> } | null;
  evidence?: { objects: unknown[]; ranges: { name: string; low: number; high: number }[] } | null;
  network?: { scale: number; logits: boolean; tile: number; rim: number; overlap: number } | null;
  search?: { budget_minutes: number; cut: boolean; tried: { setting: Setting; rows_per_class: number | null; score: number }[]; chosen: Setting } | null;
  comparison?: Comparison | null;
  /** Why it was not compared although there was a model to replace. */
  not_compared?: string | null;
  not_compared_remark?: Remark | null;
  /** The model that it did not replace, being worse. */
  candidate_for?: string | null;
  run_id?: string | null;
  versions: Record<string, string>;
}
export interface Setting { algorithm: string; trees: number; leaves: number; minimum_rows_per_leaf: number; learning_rate: number | null }
export interface ModelRow { name: string; in_use: boolean; card: ModelCard }
/** What the second stage does with a class; the last four are missing on cards of earlier versions. */
export interface ObjectRule {
  threshold: number; true_objects: number; false_objects: number; kept_true: number; kept_false: number;
  unlabelled_objects?: number; kept_unlabelled?: number; reviewed_true?: number; reviewed_false?: number;
}
export interface Promise90 { recall: number; confidence: number; threshold: number | null; objects: number; blocks: number; best_recall: number; labels_more: number | null }
export interface Comparison {
  with: string; blocks: number; seen_blocks: number | null; old_score: number; new_score: number; difference: number; lower: number | null; upper: number | null; verdict: string;
}
export interface Model extends ModelRow {
  can_roll_back: boolean; promise: Promise90 | null; promise_by_class: Record<string, Promise90>;
}

export function getModels(signal?: AbortSignal): Promise<ModelRow[]> {
  return json('/models', signal) as Promise<ModelRow[]>;
}

export function getModel(name: string, signal?: AbortSignal): Promise<Model> {
  return json(`/models/${encodeURIComponent(name)}`, signal) as Promise<Model>;
}

export function changeModel(name: string, what: 'promote' | 'rollback'): Promise<Model> {
  return send(`/models/${encodeURIComponent(name)}/${what}`, {}) as Promise<Model>;
}

export type Interpreter = '1' | '2' | 'agreed';
export interface SampleBrief {
  survey_id: string; count: number; seed: number; places: number; labelled_1: number; labelled_2: number; both: number; same: number; kappa: number | null; differ: number; open: number;
}
export interface SamplePlace { number: number; longitude: number; latitude: number; label: string | null; label_1: string | null; label_2: string | null }
export interface Sample { interpreter: Interpreter; sample: SampleBrief; labels: string[]; map_classes: string[]; pixel_area_m2: number; places: SamplePlace[] }
export interface Interval { value: number; lower: number; upper: number }
export interface Accuracy {
  survey_id: string; interpreter: Interpreter; area_m2: number;
  strata: { name: string; pixels: number; places: number; labelled: number; inclusion_probability: number }[];
  estimate: {
    overall_accuracy: Interval;
    classes: Record<string, { users_accuracy: Interval | null; producers_accuracy: Interval | null; area_m2: Interval; mapped_area_m2: number; mapped: number; reference: number }>;
    warnings: { stratum: string; weight: number; places: number; errors: number; upper_error: number | null }[];
  } | null;
  missing: { field: string | null; problem: string; mend: string } | null;
}

export function getSamples(signal?: AbortSignal): Promise<SampleBrief[]> {
  return json('/samples', signal) as Promise<SampleBrief[]>;
}

/** The places of a survey's sample as one interpreter may see them. */
export function getSample(survey: string, interpreter: Interpreter, signal?: AbortSignal): Promise<Sample> {
  return json(`/surveys/${encodeURIComponent(survey)}/sample?interpreter=${interpreter}`, signal) as Promise<Sample>;
}

export function labelPlace(survey: string, number: number, interpreter: Interpreter, label: string | null): Promise<SamplePlace> {
  return send(`/surveys/${encodeURIComponent(survey)}/sample/places/${number}`, { interpreter, label }, 'PUT') as Promise<SamplePlace>;
}

export function getAccuracy(survey: string, interpreter: Interpreter, signal?: AbortSignal): Promise<Accuracy> {
  return json(`/surveys/${encodeURIComponent(survey)}/accuracy?interpreter=${interpreter}`, signal) as Promise<Accuracy>;
}

export interface LabelFile { name: string; file: string; modified_at: string; areas: number; classes: { class: string; areas: number; area_m2: number }[] }

export function getLabelFiles(signal?: AbortSignal): Promise<LabelFile[]> {
  return json('/labels', signal) as Promise<LabelFile[]>;
}

/** Labels of a name, with the tag that a later write shows. */
export async function getLabels(name: string, signal?: AbortSignal): Promise<{ collection: FeatureCollection; tag: string }> {
  const answer = await fetch(`/labels/${encodeURIComponent(name)}?lang=${lang}`, { headers: { Accept: 'application/geo+json' }, credentials: 'same-origin', cache: 'no-cache', signal: signal ?? null });
  if (!answer.ok) throw await problem(answer);
  return { collection: await answer.json() as FeatureCollection, tag: answer.headers.get('ETag') ?? '' };
}

/** Writes labels whole; 412 where somebody else has written since `tag`. */
export async function putLabels(name: string, collection: FeatureCollection, tag: string | null): Promise<{ file: LabelFile; tag: string }> {
  const answer = await fetch(`/labels/${encodeURIComponent(name)}?lang=${lang}`, {
    method: 'PUT', credentials: 'same-origin', body: JSON.stringify(collection),
    headers: { 'Content-Type': 'application/geo+json', Accept: 'application/json', 'Accept-Language': lang, ...(tag === null ? {} : { 'If-Match': tag }) },
  });
  if (!answer.ok) throw await problem(answer);
  return { file: await answer.json() as LabelFile, tag: answer.headers.get('ETag') ?? '' };
}

/** A verdict on a detection; answers the properties that it changed. */
export async function sendReview(id: string, verdict: string, reason: string | null): Promise<Properties> {
  const { review, review_reason, reviewed_at } = asRecord(await send(`/collections/detections/items/${encodeURIComponent(id)}/review`, { verdict, reason }));
  return { review, review_reason, reviewed_at };
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

/** Gives the server its token; it answers with a cookie. Throws where the token is wrong. */
export async function signIn(token: string): Promise<void> {
  const answer = await fetch(`/token?token=${encodeURIComponent(token)}`, { credentials: 'same-origin', headers: { Accept: 'application/json' } });
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

async function json(path: string, signal?: AbortSignal, accept = 'application/json'): Promise<unknown> {
  const url = new URL(path, location.origin);
  url.searchParams.set('lang', lang);
  const answer = await fetch(url, { headers: { Accept: accept, 'Accept-Language': lang }, credentials: 'same-origin', signal: signal ?? null });
  if (!answer.ok) throw await problem(answer);
  return answer.json();
}

async function send(path: string, body: unknown, method: 'POST' | 'PUT' = 'POST'): Promise<unknown> {
  const answer = await fetch(`${path}?lang=${lang}`, {
    method, credentials: 'same-origin', body: JSON.stringify(body),
    headers: { 'Content-Type': 'application/json', Accept: 'application/json', 'Accept-Language': lang },
  });
  if (!answer.ok) throw await problem(answer);
  const said = await answer.text();
  return said === '' ? {} : JSON.parse(said);
}

async function problem(answer: Response): Promise<ApiError> {
  try {
    const p = asRecord(await answer.json());
    const [detail, mend] = [text(p.detail), text(p.mend)];
    const said = mend !== null && detail?.includes(mend) !== true ? [detail, mend].filter((x) => x !== null).join(' · ') : detail;
    return new ApiError(answer.status, text(p.title) ?? answer.statusText, said, text(p.field));
  } catch {
    return new ApiError(answer.status, answer.statusText === '' ? `HTTP ${answer.status}` : answer.statusText, null, null);
  }
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
    // 111,320 m are a degree on the equator; near enough to choose how far pictures are asked for.
    resolution_m: bbox && width ? (bbox[2] - bbox[0]) * 111_320 * Math.cos((bbox[1] + bbox[3]) / 360 * Math.PI) / width : null,
  };
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
    log: Array.isArray(r.log) ? r.log.map(toLine) : [],
  };
}

function toLine(line: unknown): LogLine {
  const l = asRecord(line);
  return { seq: num(l.seq) ?? 0, at: text(l.at), attempt: num(l.attempt) ?? 0, text: text(l.text) ?? '' };
}

function list(answer: unknown): unknown[] {
  return Array.isArray(answer) ? answer : [];
}

function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? value as Record<string, unknown> : {};
}
function text(value: unknown): string | null { return typeof value === 'string' && value !== '' ? value : null; }
function num(value: unknown): number | null { return typeof value === 'number' && Number.isFinite(value) ? value : null; }
