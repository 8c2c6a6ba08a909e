import type { Lang } from './route.js';

/** An answer that is no success: the server's own words (problem+json) where it gave any. */
export class ApiError extends Error {
  /** `refused`: the right that was wanting and the role of who asked; `retryAfter` in seconds. */
  constructor(readonly status: number, readonly title: string, readonly detail: string | null, readonly field: string | null,
    readonly refused: { right: string; role: string } | null = null, readonly retryAfter: number | null = null) {
    super(detail ?? title);
  }
}

/** Tells the server that a page of ours asks: it then never has the browser open a dialog of its own for a password. */
export const ours = { 'X-Requested-With': 'geowfc' } as const;

let lang: Lang = 'zh';
export function spoken(): Lang { return lang; }
/** The language in which titles and problems are asked for. */
export function speak(language: Lang): void { lang = language; }

export async function json(path: string, signal?: AbortSignal, accept = 'application/json'): Promise<unknown> {
  const url = new URL(path, location.origin);
  url.searchParams.set('lang', lang);
  const answer = await fetch(url, { headers: { Accept: accept, 'Accept-Language': lang, ...ours }, credentials: 'same-origin', signal: signal ?? null });
  if (!answer.ok) throw await problem(answer);
  return answer.json();
}

export async function send(path: string, body: unknown, method: 'POST' | 'PUT' | 'DELETE' = 'POST'): Promise<unknown> {
  const answer = await fetch(`${path}?lang=${lang}`, {
    method, credentials: 'same-origin', body: JSON.stringify(body),
    headers: { 'Content-Type': 'application/json', Accept: 'application/json', 'Accept-Language': lang, ...ours },
  });
  if (!answer.ok) throw await problem(answer);
  const said = await answer.text();
  return said === '' ? {} : JSON.parse(said);
}

export async function problem(answer: Response): Promise<ApiError> {
  try {
    const p = asRecord(await answer.json());
    const [detail, mend] = [text(p.detail), text(p.mend)];
    const said = mend !== null && detail?.includes(mend) !== true ? [detail, mend].filter((x) => x !== null).join(' · ') : detail;
    const [right, role] = [text(p.right), text(p.role)];
    return new ApiError(answer.status, text(p.title) ?? answer.statusText, said, text(p.field), right !== null && role !== null ? { right, role } : null, num(p.retry_after));
  } catch {
    return new ApiError(answer.status, answer.statusText === '' ? `HTTP ${answer.status}` : answer.statusText, null, null);
  }
}

export function list(answer: unknown): unknown[] {
  return Array.isArray(answer) ? answer : [];
}

export function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? value as Record<string, unknown> : {};
}
export function text(value: unknown): string | null { return typeof value === 'string' && value !== '' ? value : null; }
export function num(value: unknown): number | null { return typeof value === 'number' && Number.isFinite(value) ? value : null; }
