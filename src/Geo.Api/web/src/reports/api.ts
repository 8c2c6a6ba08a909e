import { asRecord, json, list, num, send, text } from '../http.js';

export type ReportState = 'missing' | 'draft' | 'frozen' | 'sent';
/** A report that somebody must see to. */
export interface OpenReport { month: string; state: ReportState; due_on: string; overdue: boolean; urgent: boolean }
export interface ReportBrief {
  month: string; version: number; state: ReportState; edit: number; due_on: string; drafted_at: string; run_id: string | null;
  frozen_at: string | null; frozen_by: string | null; sent_at: string | null; sent_by: string | null; sent_note: string | null; reopened_reason: string | null;
}
export interface Reports { month: string; due_on: string; open: OpenReport[]; reports: ReportBrief[] }
export interface Sentence { key: string; text: string; made: string }
export interface Shot { image: string; scene_id: string; at: string; sensor: string }
export interface Change {
  code: string; name: string; town: string | null; before: string | null; known_before: boolean; status: string | null;
  decided_by: string | null; decided_at: string | null; reason: string | null; pictures: { before: Shot | null; after: Shot | null; why: string } | null;
}
export interface Cell { text: string; key: string | null; room: string | null; corrected: boolean }
export interface Table { id: string; caption: string; head: string[]; rows: Cell[][] }
export interface OwnSentence { key: string; text: string; reason: string }
export interface OwnNumber { key: string; value: number; reason: string }
export interface Corrections { document_number: string | null; remarks: Record<string, string>; sentences: OwnSentence[]; numbers: OwnNumber[] }
/** A part of the document as it will be printed. */
export type PrintedBlock =
  | { kind: 'heading'; level: number; text: string }
  | { kind: 'words'; tone: string; text: string }
  | { kind: 'line'; line: string; text: string }
  | { kind: 'table'; caption: string | null; head: string[]; rows: string[][] }
  | { kind: 'pictures'; pictures: { image: string; caption: string; alternative: string; width_to_height: number }[] };
export interface Report extends ReportBrief {
  title: string; known_at: string; numbers: Record<string, number | null>; computed: Record<string, number | null>;
  sentences: Sentence[]; sections: string[]; corrections: Corrections; stale: string[]; tables: Table[]; changes: Change[];
  missing: { part: string; why: string }[]; notes: string[]; blocks: { running: string; items: PrintedBlock[] }; map: string; docx: string; xlsx: string; versions: ReportBrief[];
}

/** The open reports of an answer: of the session or of the list. */
export function openReports(value: unknown): OpenReport[] {
  return list(value).map((one) => {
    const o = asRecord(one);
    return { month: text(o.month) ?? '', state: (text(o.state) ?? 'missing') as ReportState, due_on: text(o.due_on) ?? '', overdue: o.overdue === true, urgent: o.urgent === true };
  });
}

export async function getReports(signal: AbortSignal): Promise<Reports> {
  const answer = asRecord(await json('/reports', signal));
  return { month: text(answer.month) ?? '', due_on: text(answer.due_on) ?? '', open: openReports(answer.open), reports: list(answer.reports) as ReportBrief[] };
}

export async function getReport(month: string, version: number | null, signal: AbortSignal): Promise<Report> {
  return await json(`/reports/${encodeURIComponent(month)}${version === null ? '' : `?version=${version}`}`, signal) as Report;
}

export async function correct(report: Report, corrections: Corrections): Promise<void> {
  await send(`/reports/${report.month}/corrections`, { edit: report.edit, ...corrections }, 'PUT');
}
export async function freeze(report: Report): Promise<void> { await send(`/reports/${report.month}/freeze`, { edit: report.edit }); }
export async function markSent(month: string, note: string): Promise<void> { await send(`/reports/${month}/sent`, { note }); }
export async function reopen(month: string, reason: string): Promise<void> { await send(`/reports/${month}/reopen`, { reason }); }
/** Makes the month's draft anew; the id of the run. */
export async function draft(month: string): Promise<string> {
  return text(asRecord(await send('/runs', { kind: 'report', parameters: { month } })).id) ?? '';
}
/** True once the run has ended; its error where it failed. */
export async function runEnded(id: string, signal: AbortSignal): Promise<{ ended: boolean; error: string | null }> {
  const run = asRecord(await json(`/runs/${encodeURIComponent(id)}`, signal));
  const state = text(run.state) ?? '';
  return { ended: state === 'done' || state === 'failed' || state === 'cancelled', error: state === 'done' ? null : text(run.error) };
}
/** A figure of a report, null where there is no evidence. */
export function figure(report: Report, key: string): number | null { return num(report.numbers[key]); }
