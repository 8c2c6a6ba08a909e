import type { Geometry } from 'geojson';
import { getItems, getRest } from '../api.js';
import type { Item, Properties } from '../api.js';
import { asRecord, json, list, num, ours, problem, send, text } from '../http.js';
import { asKnown } from '../known.js';
import { toStep, words } from '../mines/api.js';
import type { Step, Words } from '../mines/api.js';
import { isRemark } from '../remark.js';
import type { Remark } from '../remark.js';
import { language } from '../texts.js';
import { toDump } from './dumps.js';
import type { Dump } from './dumps.js';

export interface Inventory { dumps: Dump[]; toBeSampled: number; bulk: number; areaM2: number; byGrade: Record<string, number> }
export interface Reach { rank: string; river: string; reach: string; within: number; dumps: number; detections: number }
export interface Corridor { bands: number[]; dumps: number; detections: number; reaches: Reach[] }
export interface Asked { code: string; needed: boolean; present: boolean; text: Words | null }
export interface Seen { survey: string; at: string; areaM2: number }
export interface Growth { series: Seen[]; perYear: number | null; low: number | null; high: number | null; method: string | null; missing: Remark | null }
export interface Rule { id: string; grade: string; document: string; date: string; holds: boolean }
export interface Result { parameter: string; value: number; unit: string; below: boolean; limit: number | null; limitLow: number | null; limitSource: string | null; exceeded: boolean | null }
export interface Point { id: string; number: number; state: string; plan: string; at: [number, number] | null; depth: number | null; sampledAt: string | null; sampledBy: string | null; laboratory: string | null; report: string | null; note: string | null; exceeded: string[]; results: Result[] }
export interface Sampling { reason: Words | null; byRule: number | null; plan: string | null; points: Point[]; earlier: Point[]; proposal: { verdict: string; why: Words | null } | null }

/** All that is known of one dump. */
export interface DumpSheet {
  code: string;
  properties: Properties;
  geometry: Geometry | null;
  succeeds: string[];
  succeededBy: string[];
  codes: string[];
  history: Step[];
  next: { status: string; evidence: Asked[] }[];
  canUndo: boolean;
  canUndoGrade: boolean;
  grade: { proposed: string | null; why: Words | null; rules: Rule[] };
  sampling: Sampling;
  growth: Growth;
  corridor: Properties[];
  detections: Properties[];
  checks: Properties[];
  cases: Properties[];
  links: Properties;
}

const query = (): string => { const q = new URLSearchParams(asKnown()).toString(); return q === '' ? '' : `?${q}`; };
const own = (code: string): string => `/dumps/${encodeURIComponent(code)}`;
const texts = (value: unknown): string[] => list(value).filter((v): v is string => typeof v === 'string');

/** The inventory: figures by the page's own address, outlines by the collection. */
export async function getInventory(signal: AbortSignal): Promise<Inventory> {
  const [told, items] = await Promise.all([
    json(`/dumps${query()}`, signal).then(asRecord),
    getItems('dumps', { limit: '1000' }, signal).then((p) => getRest(p, 20000, signal)),
  ]);
  const shapes = new Map(items.map((i): [string, Item['geometry']] => [String(i.id ?? ''), i.geometry]));
  return {
    dumps: list(told.dumps).map(asRecord).map((p) => toDump(p, shapes.get(text(p.code) ?? '') ?? null, language() === 'en')),
    toBeSampled: num(told.to_be_sampled) ?? 0, bulk: num(told.large_bulk) ?? 0, areaM2: num(told.area_m2) ?? 0,
    byGrade: Object.fromEntries(Object.entries(asRecord(told.by_grade)).map(([k, v]) => [k, num(v) ?? 0])),
  };
}

export async function getCorridor(signal: AbortSignal): Promise<Corridor> {
  const c = asRecord(await json(`/river-corridor/counts${query()}`, signal));
  return {
    bands: list(c.bands_m).map(Number), dumps: num(c.dumps) ?? 0, detections: num(c.detections) ?? 0,
    reaches: list(c.reaches).map(asRecord).map((r) => ({ rank: text(r.rank) ?? '', river: text(r.river) ?? '', reach: text(r.reach) ?? '', within: num(r.within_metres) ?? 0, dumps: num(r.dumps) ?? 0, detections: num(r.detections) ?? 0 })),
  };
}

export async function getDump(code: string, signal: AbortSignal): Promise<DumpSheet> {
  return toDumpSheet(asRecord(await json(`${own(code)}${query()}`, signal)));
}

export const decideDump = async (code: string, status: string, reason: string): Promise<void> => { await send(`${own(code)}/decision`, { status, reason }); };
export const undoDump = async (code: string, reason: string): Promise<void> => { await send(`${own(code)}/decision`, { undo: true, reason }); };
export const gradeDump = async (code: string, grade: string, reason: string): Promise<void> => { await send(`${own(code)}/grade`, { grade, reason }); };
export const undoGrade = async (code: string, reason: string): Promise<void> => { await send(`${own(code)}/grade`, { undo: true, reason }); };
export const planSampling = async (code: string, points: number | null): Promise<void> => { await send(`${own(code)}/sampling`, points === null ? {} : { points }); };
export const recordPoint = async (code: string, point: number, state: string, note: string | null): Promise<void> => { await send(`${own(code)}/sampling/${point}`, { state, note }); };
export const enterResults = async (code: string, body: Record<string, unknown>): Promise<void> => { await send(`${own(code)}/results`, body); };
export const identifyDump = async (code: string, verdict: string, reason: string): Promise<void> => { await send(`${own(code)}/identification`, { verdict, reason }); };
export const mergeDumps = async (codes: string[], code: string, name: string, reason: string): Promise<void> => { await send('/dumps/merge', { codes, code, name, reason }); };
export const splitDump = async (code: string, line: Geometry, parts: { code: string }[], reason: string): Promise<void> => { await send(`${own(code)}/split`, { line, parts, reason }); };

/** A laboratory's table, as it was saved from Excel. */
export async function sendTable(code: string, table: File, report: Record<string, string>): Promise<void> {
  const answer = await fetch(`${own(code)}/results?${new URLSearchParams(report).toString()}`, {
    method: 'POST', credentials: 'same-origin', body: table, headers: { 'Content-Type': 'text/csv', Accept: 'application/json', 'Accept-Language': language(), ...ours },
  });
  if (!answer.ok) throw await problem(answer);
}

function toDumpSheet(d: Record<string, unknown>): DumpSheet {
  const [growth, sampling, grade, proposal] = [asRecord(d.growth), asRecord(d.sampling), asRecord(d.grade), asRecord(asRecord(d.sampling).proposal)];
  return {
    code: text(d.code) ?? '', properties: asRecord(d.properties), geometry: (d.geometry ?? null) as Geometry | null,
    succeeds: texts(d.succeeds), succeededBy: texts(d.succeeded_by), codes: texts(d.codes), history: list(d.history).map(asRecord).map(toStep),
    next: list(d.next_statuses).map(asRecord).map((n) => ({
      status: text(n.status) ?? '',
      evidence: list(n.evidence).map(asRecord).map((e) => ({ code: text(e.code) ?? '', needed: e.needed === true, present: e.present === true, text: words(e.text) })),
    })),
    canUndo: d.can_undo === true, canUndoGrade: d.can_undo_grade === true,
    grade: {
      proposed: text(grade.proposed), why: words(grade.why),
      rules: list(grade.rules).map(asRecord).map((r) => ({ id: text(r.id) ?? '', grade: text(r.grade) ?? '', document: text(r.document) ?? '', date: text(r.date) ?? '', holds: r.holds === true })),
    },
    sampling: {
      reason: words(sampling.reason), byRule: num(sampling.points_by_rule), plan: text(sampling.plan_id),
      points: list(sampling.points).map(asRecord).map(toPoint), earlier: list(sampling.earlier).map(asRecord).map(toPoint),
      proposal: text(proposal.verdict) === null ? null : { verdict: text(proposal.verdict) ?? '', why: words(proposal.why) },
    },
    growth: {
      series: list(growth.series).map(asRecord).map((s) => ({ survey: text(s.survey_id) ?? '', at: text(s.at) ?? '', areaM2: num(s.square_metres) ?? 0 })),
      perYear: num(growth.per_year), low: num(growth.low), high: num(growth.high), method: text(growth.method), missing: isRemark(growth.missing) ? growth.missing : null,
    },
    corridor: list(d.corridor).map(asRecord), detections: list(d.detections).map(asRecord), checks: list(d.field_checks).map(asRecord), cases: list(d.cases).map(asRecord), links: asRecord(d.links),
  };
}

function toPoint(p: Record<string, unknown>): Point {
  const place = asRecord(p.geometry).coordinates;
  const [lon, lat] = Array.isArray(place) ? [num(place[0]), num(place[1])] : [null, null];
  return {
    id: text(p.id) ?? '', number: num(p.point_number) ?? 0, state: text(p.state) ?? '', plan: text(p.plan_id) ?? '', at: lon === null || lat === null ? null : [lon, lat],
    depth: num(p.depth_m), sampledAt: text(p.sampled_at), sampledBy: text(p.sampled_by), laboratory: text(p.laboratory), report: text(p.report_number), note: text(p.note), exceeded: texts(p.exceeded),
    results: list(p.results).map(asRecord).map((r) => ({
      parameter: text(r.parameter) ?? '', value: num(r.value) ?? 0, unit: text(r.unit) ?? '', below: r.below === true, limit: num(r.limit), limitLow: num(r.limit_low), limitSource: text(r.limit_source),
      exceeded: typeof r.exceeded === 'boolean' ? r.exceeded : null,
    })),
  };
}
