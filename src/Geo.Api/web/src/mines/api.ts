import type { Geometry } from 'geojson';
import { getItems, getRest } from '../api.js';
import type { Item, Properties } from '../api.js';
import { asRecord, json, list, num, send, text } from '../http.js';
import { asKnown } from '../known.js';
import { language } from '../texts.js';
import { toSite } from './sites.js';
import type { MineSite } from './sites.js';

/** Words in both languages. */
export interface Words { zh: string; en: string }

export interface Verdict {
  answer: string;
  sentence: Words | null;
  missing: Words[];
  variable: string | null;
  variableWhy: Words | null;
  n: number;
  /** Figures by the server's own names: mean_ratio, low, high, lower_bound, plain_error, widened_error, … */
  figures: Properties;
  options: Properties;
}
export interface Season { year: number; ratio: number; error: number | null; from: string; to: string; scenes: string[]; sensors: string[] }
export interface Observed { id: string; at: string; cover: number | null; error: number | null; reference: number | null; spread: number | null; valid: number | null; recovery: number | null; scene: string | null; sensor: string | null; missing: string | null }
export interface Change { kind: string; at: string; share: number | null; scenes: string[] }
export interface Step { id: string; status: string | null; at: string; source: string; author: string | null; reason: string | null; run: string | null; rule: string | null; test: string | null; undoes: string | null }
export interface Trend { of: string; perYear: number; low: number | null; high: number | null; p: number | null; seasons: number | null; months: number | null }
export interface Plan { state: string; dueAt: string | null; finishedAt: string | null; monthsLate: number | null; plannedYear: number | null }

/** All that is known of one site. */
export interface Sheet {
  code: string;
  properties: Properties;
  geometry: Geometry | null;
  verdict: Verdict | null;
  seasons: Season[];
  observations: Observed[];
  trend: Trend | null;
  changes: Change[];
  plan: Plan | null;
  proposal: { status: string | null; evidence: Words | null; rule: string | null } | null;
  history: Step[];
  alerts: Properties[];
  nextStatuses: string[];
  canUndo: boolean;
  leftOut: Words | null;
  links: Properties;
}

export async function getSites(signal: AbortSignal): Promise<MineSite[]> {
  const rows = await getRest(await getItems('mine-sites', { limit: '1000' }, signal), 5000, signal);
  return rows.map((item) => toSite(item, language() === 'en'));
}

/** Open alerts by site; none where the visitor may not see them. */
export async function getAlerts(signal: AbortSignal): Promise<Map<string, string[]>> {
  const found = new Map<string, string[]>();
  const rows = await getRest(await getItems('alerts', { state: 'open', limit: '1000' }, signal), 5000, signal);
  for (const { properties: p } of rows) {
    const [code, kind] = [text(p.site_code), text(p.kind)];
    if (code !== null && kind !== null && p.site_kind === 'mine_site') found.set(code, [...found.get(code) ?? [], kind]);
  }
  return found;
}

/** The uncertainty of each site's last cover, from the observations of the last scenes. */
export async function getCoverErrors(sites: readonly MineSite[], signal: AbortSignal): Promise<Map<string, number>> {
  const scenes = [...new Set(sites.map((s) => text(s.item.properties.last_scene_id)).filter((s) => s !== null))];
  const found = new Map<string, number>();
  if (scenes.length > 12) return found;
  const pages = await Promise.all(scenes.map(async (scene): Promise<Item[]> => getRest(await getItems('observations', { scene_id: scene, site_kind: 'mine_site', limit: '1000' }, signal), 5000, signal)));
  const last = new Map(sites.map((s) => [s.code, text(s.item.properties.last_scene_id)]));
  for (const { properties: p } of pages.flat()) {
    const [code, error] = [text(p.site_code), num(p.vegetation_cover_uncertainty)];
    if (code !== null && error !== null && last.get(code) === p.scene_id) found.set(code, error);
  }
  return found;
}

export async function getSheet(code: string, signal: AbortSignal): Promise<Sheet> {
  const query = new URLSearchParams(asKnown()).toString();
  return toSheet(asRecord(await json(`/mine-sites/${encodeURIComponent(code)}${query === '' ? '' : `?${query}`}`, signal)));
}

/** A person's decision; the server keeps who and when. */
export async function decide(code: string, status: string, reason: string): Promise<void> {
  await send(`/mine-sites/${encodeURIComponent(code)}/decision`, { status, reason });
}
export async function undoDecision(code: string, reason: string): Promise<void> {
  await send(`/mine-sites/${encodeURIComponent(code)}/decision`, { undo: true, reason });
}

export async function handleAlert(id: string, state: string, reason: string): Promise<void> {
  await send(`/alerts/${encodeURIComponent(id)}/handle`, { state, reason });
}

/** Words in the reader's language. */
export function worded(words: Words | null): string | null {
  return words === null ? null : words[language()];
}

export function words(value: unknown): Words | null {
  const w = asRecord(value);
  const [zh, en] = [text(w.zh), text(w.en)];
  return zh === null && en === null ? (typeof value === 'string' ? { zh: value, en: value } : null) : { zh: zh ?? en ?? '', en: en ?? zh ?? '' };
}

const texts = (value: unknown): string[] => list(value).filter((v): v is string => typeof v === 'string');

export function toSheet(d: Record<string, unknown>): Sheet {
  const [v, plan, trend, proposal] = [asRecord(d.verdict), asRecord(d.plan), asRecord(d.trend), asRecord(d.proposal)];
  return {
    code: text(d.code) ?? '', properties: asRecord(d.properties), geometry: (d.geometry ?? null) as Geometry | null,
    verdict: text(v.answer) === null ? null : {
      answer: text(v.answer) ?? '', sentence: words(v.sentence), missing: list(v.missing).map(words).filter((w) => w !== null),
      variable: text(v.variable), variableWhy: words(v.variable_why), n: num(v.n) ?? 0, figures: v, options: asRecord(v.options),
    },
    seasons: list(d.seasons).map(asRecord).flatMap((s): Season[] => (num(s.year) === null || num(s.ratio) === null ? [] : [{
      year: num(s.year) ?? 0, ratio: num(s.ratio) ?? 0, error: num(s.ratio_error), from: text(s.from) ?? '', to: text(s.to) ?? '', scenes: texts(s.scene_ids), sensors: texts(s.sensors),
    }])),
    observations: list(d.observations).map(asRecord).map(toObserved).filter((o) => o.at !== '').sort((a, b) => a.at.localeCompare(b.at)),
    trend: num(trend.per_year) === null ? null : {
      of: text(trend.of) ?? '', perYear: num(trend.per_year) ?? 0, low: num(trend.low), high: num(trend.high), p: num(trend.p), seasons: num(trend.seasons), months: num(trend.months),
    },
    changes: list(d.changes).map(asRecord).map((c) => ({ kind: text(c.kind) ?? '', at: text(c.at) ?? '', share: num(c.share), scenes: texts(c.scene_ids) })),
    plan: text(plan.state) === null ? null : {
      state: text(plan.state) ?? '', dueAt: text(plan.due_at), finishedAt: text(plan.finished_at), monthsLate: num(plan.months_late), plannedYear: num(plan.planned_year),
    },
    proposal: 'status' in proposal || 'evidence' in proposal ? { status: text(proposal.status), evidence: words(proposal.evidence), rule: text(proposal.rule) } : null,
    history: list(d.history).map(asRecord).map(toStep), alerts: list(d.alerts).map(asRecord), nextStatuses: texts(d.next_statuses), canUndo: d.can_undo === true,
    leftOut: words(asRecord(d.sensors).left_out), links: asRecord(d.links),
  };
}

function toObserved(o: Record<string, unknown>): Observed {
  return {
    id: text(o.id) ?? '', at: text(o.observed_at) ?? '', cover: num(o.vegetation_cover_share), error: num(o.vegetation_cover_uncertainty),
    reference: num(o.reference_cover_share), spread: num(o.reference_cover_spread), valid: num(o.valid_share), recovery: num(o.relative_recovery_share),
    scene: text(o.scene_id), sensor: text(o.sensor), missing: text(o.missing_reason),
  };
}

export function toStep(s: Record<string, unknown>): Step {
  const english = language() === 'en' ? text(s.reason_en) : null;
  return {
    id: text(s.id) ?? '', status: text(s.status), at: text(s.status_at) ?? '', source: text(s.source) ?? '', author: text(s.decided_by), reason: english ?? text(s.reason),
    run: text(s.run_id), rule: text(s.rule), test: text(s.test_answer), undoes: text(s.undoes),
  };
}
