import { getItems, getRest } from '../api.js';
import type { Item } from '../api.js';

/** What a person may say of a detection, in the order of the keys 1, 2, 3. */
export const verdicts = ['confirm', 'reject', 'unsure'] as const;
export type Verdict = typeof verdicts[number] | 'withdraw';

/** The state that a verdict leads to. */
export const stateAfter: Record<Verdict, string> = { confirm: 'confirmed', reject: 'rejected', unsure: 'unsure', withdraw: 'candidate' };

/** Codes of `review_reason` that the list offers; other texts come from the command line. */
export const reasons = [
  'bare_ground', 'ploughed_field', 'building_site', 'roof', 'coal_yard', 'sandbar', 'shadow', 'cloud', 'already_restored', 'too_small', 'seen_on_site', 'other',
] as const;

const most = 5000;

export interface Survey { id: string; acquiredAt: string; surveyedAt: string; detections: number }

/** Surveys with detections, the youngest imagery first. */
export async function surveys(signal: AbortSignal): Promise<Survey[]> {
  const rows = await getRest(await getItems('surveys', { limit: '1000' }, signal), most, signal);
  return rows.map((row) => ({
    id: String(row.id), acquiredAt: instant(row.properties.acquired_at), surveyedAt: instant(row.properties.surveyed_at), detections: Number(row.properties.detections ?? 0),
  })).filter((one) => one.detections > 0).sort((a, b) => b.acquiredAt.localeCompare(a.acquiredAt) || b.surveyedAt.localeCompare(a.surveyedAt));
}

/** A survey's detections, the most doubtful first: there a verdict tells the most. */
export async function detectionsOf(survey: string, signal: AbortSignal): Promise<Item[]> {
  const rows = await getRest(await getItems('detections', { survey_id: survey, limit: '1000' }, signal), most, signal);
  return rows.sort((a, b) => doubt(b) - doubt(a) || String(a.id).localeCompare(String(b.id)));
}

export function isOpen(item: Item): boolean {
  const state = item.properties.review;
  return state === null || state === undefined || state === 'candidate';
}

/** The next detection without a verdict after a place in the queue, round to its start; the place itself where there is none. */
export function nextOpen(items: readonly Item[], from: number): number {
  for (let step = 1; step <= items.length; step++) {
    const at = (from + step) % items.length;
    const item = items[at];
    if (item && isOpen(item)) return at;
  }
  return from;
}

/** 1 at a probability of one half, 0 where it is certain. */
export function doubt(item: Item): number {
  const p = item.properties.object_probability ?? item.properties.probability;
  return typeof p === 'number' ? 1 - Math.abs(2 * p - 1) : 1;
}

function instant(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
