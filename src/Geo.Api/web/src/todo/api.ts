import { asRecord, json, list, text } from '../http.js';

export type Source = 'satellite' | 'drone' | 'ground';
export type CornerState = 'ok' | 'missing' | 'too_old';
export interface Corner { source: Source; state: CornerState; last_at: string | null; due: string | null; reason_zh: string; reason_en: string }
export interface ToDo { code: string; name: string; town: string | null; status: string | null; missing: string[]; corners: Corner[] }

/** Every mine site with its three corners, the most urgent first. */
export async function getToDo(signal: AbortSignal): Promise<ToDo[]> {
  return list(asRecord(await json('/todo', signal)).sites).map((value) => {
    const s = asRecord(value);
    return {
      code: text(s.code) ?? '', name: text(s.name) ?? '', town: text(s.town), status: text(s.status),
      missing: list(s.missing).filter((m): m is string => typeof m === 'string'), corners: list(s.corners) as Corner[],
    };
  });
}
