import { asKnown } from '../known.js';
import type { Item } from '../api.js';
import { asRecord, json, list, num, ours, problem, spoken, text } from '../http.js';
import { shapeOf } from './shape.js';
import type { Shape } from './shape.js';

/** One state of a row of a register; its outline where that changed. */
export interface Version { revision: number; from: string; author: string | null; run: string | null; moved: boolean; shape: Shape | null; areaM2: number | null; lengthM: number | null; present: boolean }
export interface AreaFile { name: string; file: string; modified_at: string; author: string | null; parts: number; area_m2: number }

const itemPath = (layer: string, id: string): string => `/collections/${encodeURIComponent(layer)}/items/${encodeURIComponent(id)}`;

/** An item as it stands, with the tag that a later write shows. */
export async function readItem(layer: string, id: string, signal?: AbortSignal): Promise<{ item: Item; tag: string }> {
  const answer = await ask(itemPath(layer, id), 'GET', { Accept: 'application/geo+json' }, undefined, signal);
  return { item: await answer.json() as Item, tag: answer.headers.get('ETag') ?? '' };
}

/** Gives an item another outline; 412 where somebody else has written since `tag`. */
export async function putOutline(layer: string, id: string, shape: Shape, tag: string): Promise<void> {
  await ask(itemPath(layer, id), 'PATCH', { 'Content-Type': 'application/merge-patch+json', 'If-Match': tag }, { geometry: shape });
}

/** Adds a row to a register; answers its id. */
export async function addItem(layer: string, shape: Shape, properties: Record<string, string>): Promise<string> {
  const answer = await ask(`/collections/${encodeURIComponent(layer)}/items`, 'POST', { 'Content-Type': 'application/geo+json' }, { type: 'Feature', geometry: shape, properties });
  return decodeURIComponent((answer.headers.get('Location') ?? '').split('/').pop() ?? '');
}

/** What an item was, oldest first. */
export async function getVersions(layer: string, id: string, signal?: AbortSignal): Promise<Version[]> {
  return list(asRecord(await json(`${itemPath(layer, id)}/versions`, signal)).versions).map((row) => {
    const v = asRecord(row);
    return {
      revision: num(v.revision) ?? 0, from: text(v.valid_from) ?? '', author: text(v.author), run: text(v.run_id), moved: v.geometry_changed === true,
      shape: shapeOf(v.geometry as { type: string } | null), areaM2: num(v.area_m2), lengthM: num(v.length_m), present: text(v.valid_to) === null,
    };
  });
}

/** The town round a place; empty where there is none. A box without sides is a point. */
export async function townAt([lon = 0, lat = 0]: readonly number[], signal?: AbortSignal): Promise<string> {
  const query = new URLSearchParams({ bbox: [lon, lat, lon, lat].join(','), limit: '1', ...asKnown() });
  const answer = asRecord(await json(`/collections/towns/items?${query.toString()}`, signal, 'application/geo+json'));
  return text(asRecord(asRecord(list(answer.features)[0]).properties).name) ?? '';
}

export function getAreas(signal?: AbortSignal): Promise<AreaFile[]> {
  return json('/areas', signal) as Promise<AreaFile[]>;
}

/** An area of interest, with the tag that a later write shows. */
export async function getArea(name: string, signal?: AbortSignal): Promise<{ shape: Shape | null; tag: string }> {
  const answer = await ask(`/areas/${encodeURIComponent(name)}`, 'GET', { Accept: 'application/geo+json' }, undefined, signal);
  const feature = asRecord(list(asRecord(await answer.json()).features)[0]);
  return { shape: shapeOf(feature.geometry as { type: string } | null), tag: answer.headers.get('ETag') ?? '' };
}

/** Writes an area of interest; 412 where somebody else has written since `tag`, or has drawn one of this name already. */
export async function putArea(name: string, shape: Shape, tag: string | null): Promise<void> {
  await ask(`/areas/${encodeURIComponent(name)}`, 'PUT', { 'Content-Type': 'application/geo+json', ...(tag === null ? {} : { 'If-Match': tag }) }, { type: 'FeatureCollection', features: [{ type: 'Feature', properties: {}, geometry: shape }] });
}

export async function deleteArea(name: string): Promise<void> {
  const { tag } = await getArea(name);
  await ask(`/areas/${encodeURIComponent(name)}`, 'DELETE', { 'If-Match': tag });
}

async function ask(path: string, method: string, headers: Record<string, string>, body?: unknown, signal?: AbortSignal): Promise<Response> {
  const answer = await fetch(`${path}?lang=${spoken()}`, {
    method, credentials: 'same-origin', cache: 'no-cache', headers: { 'Accept-Language': spoken(), ...ours, ...headers }, signal: signal ?? null,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!answer.ok) throw await problem(answer);
  return answer;
}
