import type { FeatureCollection } from 'geojson';
import { json, ours, problem, spoken } from '../../http.js';

/** Files of labels. */

export interface LabelFile { name: string; file: string; modified_at: string; areas: number; classes: { class: string; areas: number; area_m2: number }[] }

export function getLabelFiles(signal?: AbortSignal): Promise<LabelFile[]> {
  return json('/labels', signal) as Promise<LabelFile[]>;
}

/** Labels of a name, with the tag that a later write shows. */
export async function getLabels(name: string, signal?: AbortSignal): Promise<{ collection: FeatureCollection; tag: string }> {
  const answer = await fetch(`/labels/${encodeURIComponent(name)}?lang=${spoken()}`, { headers: { Accept: 'application/geo+json', ...ours }, credentials: 'same-origin', cache: 'no-cache', signal: signal ?? null });
  if (!answer.ok) throw await problem(answer);
  return { collection: await answer.json() as FeatureCollection, tag: answer.headers.get('ETag') ?? '' };
}

/** Writes labels whole; 412 where somebody else has written since `tag`. */
export async function putLabels(name: string, collection: FeatureCollection, tag: string | null): Promise<{ file: LabelFile; tag: string }> {
  const answer = await fetch(`/labels/${encodeURIComponent(name)}?lang=${spoken()}`, {
    method: 'PUT', credentials: 'same-origin', body: JSON.stringify(collection),
    headers: { 'Content-Type': 'application/geo+json', Accept: 'application/json', 'Accept-Language': spoken(), ...ours, ...(tag === null ? {} : { 'If-Match': tag }) },
  });
  if (!answer.ok) throw await problem(answer);
  return { file: await answer.json() as LabelFile, tag: answer.headers.get('ETag') ?? '' };
}
