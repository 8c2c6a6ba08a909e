import { asRecord, json, list, num, ours, problem, spoken, text } from '../http.js';
import type { Item } from '../api.js';

export const kinds = ['mine-sites', 'dumps', 'sensitive-areas', 'key-control-areas', 'towns', 'rivers'] as const;
export type Kind = typeof kinds[number];
export type RowState = 'taken' | 'changed' | 'same' | 'refused';

/** A sentence in both languages. */
export interface Reason { readonly zh: string; readonly en: string }
export interface Change { readonly field: string; readonly before: string | null; readonly after: string | null }
export interface Row { readonly row: number; readonly line: number | null; readonly code: string | null; readonly state: RowState; readonly reasons: readonly Reason[]; readonly changes: readonly Change[] }
export interface Candidate { readonly crs: string; readonly name: string; readonly inside: number; readonly needs: boolean }
export interface Guess { readonly question: string; readonly rows: number; readonly declared: string | null; readonly candidates: readonly Candidate[] }
export interface Column { readonly name: string; readonly samples: readonly string[] }
export interface Report {
  readonly taken: number; readonly changed: number; readonly same: number; readonly refused: number;
  readonly rows: readonly Row[]; readonly missing: readonly string[]; readonly remarks: readonly Reason[];
  readonly layer: string; readonly layers: readonly string[]; readonly head: number | null;
  readonly columns: Readonly<Record<string, string>>; readonly crs: string | null; readonly crsFrom: string;
  readonly import: string | null; readonly run: string | null;
}
export interface Preview extends Report { readonly header: readonly Column[]; readonly fields: readonly { name: string; title: string | null }[]; readonly guess: Guess | null; readonly places: Item[] }
export interface Options { readonly layer: string | null; readonly crs: string | null; readonly map: Readonly<Record<string, string>> }
export interface Kept { readonly id: string; readonly kind: string; readonly file: string; readonly author: string; readonly at: string; readonly taken: number; readonly changed: number; readonly same: number; readonly refused: number; readonly missing: number }

/** What would become of the files; nothing is stored. */
export async function preview(kind: Kind, files: readonly File[], options: Options): Promise<Preview> {
  const p = await post(`/registers/${kind}/preview`, files, options);
  const guess = asRecord(p.guess);
  return {
    ...toReport(p),
    header: list(p.header).map((c) => ({ name: text(asRecord(c).name) ?? '', samples: texts(asRecord(c).samples) })),
    fields: list(p.fields).map((f) => ({ name: text(asRecord(f).name) ?? '', title: text(asRecord(f).title) })),
    guess: p.guess === null ? null : {
      question: text(guess.question) ?? '', rows: num(guess.rows) ?? 0, declared: text(guess.declared),
      candidates: list(guess.candidates).map(asRecord).map((c) => ({ crs: text(c.crs) ?? '', name: text(c.name) ?? '', inside: num(c.inside) ?? 0, needs: c.needs_parameters === true })),
    },
    places: list(asRecord(p.geojson).features) as Item[],
  };
}

/** Takes the files in. */
export async function importRegister(kind: Kind, files: readonly File[], options: Options): Promise<Report> {
  return toReport(await post(`/registers/${kind}`, files, options));
}

export async function getImports(signal: AbortSignal): Promise<Kept[]> {
  return list(await json('/registers/imports', signal)).map(asRecord).map((i) => ({
    id: text(i.id) ?? '', kind: text(i.kind) ?? '', file: text(i.file) ?? '', author: text(i.author) ?? '', at: text(i.at) ?? '',
    taken: num(i.taken) ?? 0, changed: num(i.changed) ?? 0, same: num(i.same) ?? 0, refused: num(i.refused) ?? 0, missing: num(i.missing) ?? 0,
  }));
}

async function post(path: string, files: readonly File[], options: Options): Promise<Record<string, unknown>> {
  const form = new FormData();
  if (options.layer !== null) form.append('layer', options.layer);
  if (options.crs !== null) form.append('source_crs', options.crs);
  for (const [field, column] of Object.entries(options.map)) form.append('map', `${field}=${column}`);
  for (const file of files) form.append('file', file, file.name);
  const answer = await fetch(`${path}?lang=${spoken()}`, { method: 'POST', credentials: 'same-origin', body: form, headers: { Accept: 'application/json', 'Accept-Language': spoken(), ...ours } });
  if (!answer.ok) throw await problem(answer);
  return asRecord(await answer.json());
}

function toReport(p: Record<string, unknown>): Report {
  return {
    taken: num(p.taken) ?? 0, changed: num(p.changed) ?? 0, same: num(p.same) ?? 0, refused: num(p.refused) ?? 0,
    rows: list(p.rows).map(asRecord).map((r) => ({
      row: num(r.row) ?? 0, line: num(r.line), code: text(r.code), state: (text(r.state) ?? 'refused') as RowState, reasons: reasons(r.reasons),
      changes: list(r.changes).map(asRecord).map((c) => ({ field: text(c.field) ?? '', before: text(c.before), after: text(c.after) })),
    })),
    missing: texts(p.missing), remarks: reasons(p.remarks), layer: text(p.layer) ?? '', layers: texts(p.layers), head: num(p.head_line),
    columns: Object.fromEntries(Object.entries(asRecord(p.columns)).filter((c): c is [string, string] => typeof c[1] === 'string')),
    crs: text(p.crs), crsFrom: text(p.crs_from) ?? '', import: text(p.import), run: text(p.run_id),
  };
}

function reasons(value: unknown): Reason[] {
  return list(value).map(asRecord).map((r) => ({ zh: text(r.zh) ?? '', en: text(r.en) ?? '' }));
}

function texts(value: unknown): string[] {
  return list(value).filter((v): v is string => typeof v === 'string');
}
