import type { Geometry } from 'geojson';
import { asRecord, json, list, num, send, text } from '../http.js';

export const states = ['found', 'assigned', 'verified', 'handled', 'closed'] as const;
export type State = typeof states[number];
export const verdicts = ['waste', 'damaged_ground', 'no_waste', 'listed_site', 'legal_stock'] as const;
export const placeKinds = ['building_site', 'facility', 'farmland', 'river_channel', 'industrial_land', 'other'] as const;
export type Action = 'assign' | 'reassign' | 'verify' | 'handle' | 'close' | 'return' | 'reject';

/** A case in brief, by the server's own names. */
export interface Case {
  id: string; state: State; kind: string; source: string; class: string | null; waste_category: string | null; place_kind: string | null; town: string | null;
  unit: string; cooperating_units: string[]; lon: number; lat: number; area_m2: number | null; found_at: string; assigned_at: string | null; due_at: string | null; overdue: boolean; days_left: number | null;
  verdict: string | null; verified_at: string | null; handled_at: string | null; closed_at: string | null; outcome: string | null; last_seen_at: string | null; times_raised: number;
  previous_case: string | null; detection_id: string | null; note: string | null; synthetic: boolean;
}
export interface Unit { code: string; zh: string; en: string }
export interface Numbers { total: number; open: number; overdue: number; due_soon: number; found_this_month: number; closed_this_month: number; by_state: Record<State, number> }
export interface Board { numbers: Numbers; mine: { units: string[]; town: string | null }; may_report: boolean; units: Unit[]; due_soon_days: number; cases: Case[] }

export interface Check {
  id: string; checked_at: string; checked_by: string | null; source: string; finding: string | null; verdict: string | null; waste_category: string | null; note: string | null;
  metres: number | null; near: boolean; closes: boolean; photos: { href: string; taken_at: string | null; direction_deg: number | null }[];
}
export interface Step { at: string; author: string; action: string | null; state: string | null; unit: string | null; reason: string | null; verdict: string | null; due_at: string | null; run_id: string | null }
export interface Sheet {
  case: Case; geometry: Geometry; actions: { action: Action; may: boolean }[]; terms: Record<string, string>;
  ground: { town: string | null; key_control_area: string | null; river_metres: number | null; mine_metres: number | null; dump_metres: number | null };
  routing: { rule: { id: string; document: string } | null; suggested_unit: string; suggested_rule: { id: string; document: string } };
  evidence: Record<string, string | null>;
  history: Step[]; checks: Check[]; drones: { scene_id: string; acquired_at: string }[]; surveys: { survey_id: string; acquired_at: string; sees: string | null }[];
  survey_since: { survey_id: string; acquired_at: string; sees: string | null } | null; following: { id: string; kind: string }[];
  links: { item: string; detection: string | null; run: string | null };
}

export async function getBoard(signal?: AbortSignal): Promise<Board> {
  const b = asRecord(await json('/cases', signal));
  return { ...(b as unknown as Board), cases: list(b.cases) as Case[], units: list(b.units) as Unit[] };
}

export async function getCase(id: string, signal?: AbortSignal): Promise<Sheet> {
  return await json(`/cases/${encodeURIComponent(id)}`, signal) as Sheet;
}

export async function act(id: string, action: Action, body: Record<string, unknown>): Promise<Case> {
  return await send(`/cases/${encodeURIComponent(id)}/${action}`, body) as Case;
}

export async function report(body: Record<string, unknown>): Promise<string> {
  return text(asRecord(await send('/cases', body)).id) ?? '';
}

/** Open cases as points, for the phone; each with what a person should know on the way. */
export async function openPlaces(signal: AbortSignal): Promise<{ id: string; unit: string; town: string; class: string | null; lon: number | null; lat: number | null }[]> {
  const board = asRecord(await json('/cases?state=open', signal));
  const units = list(board.units) as Unit[];
  return (list(board.cases) as Case[]).map((c) => ({ id: c.id, unit: units.find((u) => u.code === c.unit)?.zh ?? c.unit, town: c.town ?? '', class: c.class, lon: num(c.lon), lat: num(c.lat) }));
}
