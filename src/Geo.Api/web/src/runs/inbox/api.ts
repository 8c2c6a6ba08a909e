import { asRecord, json, list, num, ours, problem, send, spoken, text } from '../../http.js';
import type { RunState } from '../../api.js';

/** A sentence in both languages. */
export interface Both { zh: string; en: string }
export type InboxState = 'growing' | 'waiting' | 'working' | 'moving' | 'done' | 'failed';
export interface InboxEntry {
  id: number; name: string; state: InboxState; files: number; bytes: number; first_seen_at: string; since: string;
  run_id: string | null; target: string | null; reason: Both | null; scene_ids: string[]; ended_at: string | null;
}
export interface Inbox {
  folder: string | null; settle_seconds: number; upload_bytes: number;
  /** Why the folder cannot be looked at. */
  problem: string | null;
  open: InboxEntry[]; ended: InboxEntry[];
}
export interface Task {
  task: string; title: Both; about: Both; cron: string; usual_cron: string; times: Both; paused: boolean;
  next_at: string | null; last_at: string | null; last_run_id: string | null; last_run_state: RunState | null; last_outcome: Both | null;
}

export async function getInbox(signal: AbortSignal): Promise<Inbox> {
  const a = asRecord(await json('/inbox', signal));
  return {
    folder: text(a.folder), settle_seconds: num(a.settle_seconds) ?? 60, upload_bytes: num(a.upload_bytes) ?? 0, problem: text(a.problem),
    open: list(a.open).map(asEntry), ended: list(a.ended).map(asEntry),
  };
}

export async function getSchedule(signal: AbortSignal): Promise<Task[]> {
  return asTasks(await json('/schedule', signal));
}

/** Pauses, resumes, sets or runs a task. */
export async function changeTask(task: string, change: { action: 'pause' | 'resume' | 'run' } | { action: 'set'; cron?: string; every_minutes?: number }): Promise<Task[]> {
  return asTasks(await send(`/schedule/${encodeURIComponent(task)}`, change));
}

/** Sends a file into the inbox. */
export async function upload(file: File): Promise<void> {
  const answer = await fetch(`/inbox/files/${encodeURIComponent(file.name)}?lang=${spoken()}`, {
    method: 'PUT', credentials: 'same-origin', body: file, headers: { 'Content-Type': 'application/octet-stream', Accept: 'application/json', ...ours },
  });
  if (!answer.ok) throw await problem(answer);
}

function asTasks(answer: unknown): Task[] {
  return list(asRecord(answer).tasks).map((value) => {
    const x = asRecord(value);
    return {
      task: text(x.task) ?? '', title: asBoth(x.title) ?? { zh: '', en: '' }, about: asBoth(x.about) ?? { zh: '', en: '' }, cron: text(x.cron) ?? '', usual_cron: text(x.usual_cron) ?? '',
      times: asBoth(x.times) ?? { zh: '', en: '' }, paused: x.paused === true, next_at: text(x.next_at), last_at: text(x.last_at), last_run_id: text(x.last_run_id),
      last_run_state: text(x.last_run_state) as RunState | null, last_outcome: asBoth(x.last_outcome),
    };
  });
}

function asEntry(value: unknown): InboxEntry {
  const x = asRecord(value);
  return {
    id: num(x.id) ?? 0, name: text(x.name) ?? '', state: (text(x.state) ?? 'waiting') as InboxState, files: num(x.files) ?? 0, bytes: num(x.bytes) ?? 0,
    first_seen_at: text(x.first_seen_at) ?? '', since: text(x.since) ?? '', run_id: text(x.run_id), target: text(x.target), reason: asBoth(x.reason),
    scene_ids: list(x.scene_ids).flatMap((id) => (typeof id === 'string' ? [id] : [])), ended_at: text(x.ended_at),
  };
}

function asBoth(value: unknown): Both | null {
  const { zh, en } = asRecord(value);
  return typeof zh === 'string' && typeof en === 'string' ? { zh, en } : null;
}
