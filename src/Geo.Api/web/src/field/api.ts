import { getItems, getRest } from '../api.js';
import type { Item } from '../api.js';
import { openPlaces } from '../cases/api.js';
import { className } from '../classes.js';
import { asRecord, list, num, ours, problem, send, spoken, text } from '../http.js';
import type { KnownSite, PhotoFacts } from './kept.js';
import type { Server } from './queue.js';

export const server: Server = {
  async check(body) {
    const answer = asRecord(await send('/field-checks', body));
    return { doubts: list(asRecord(answer.properties).doubts).filter((d): d is string => typeof d === 'string') };
  },
  async photo(check, bytes) {
    const answer = await fetch(`/field-checks/${encodeURIComponent(check)}/photos?lang=${spoken()}`, {
      method: 'POST', credentials: 'same-origin', body: bytes,
      headers: { 'Content-Type': bytes.type === 'image/png' ? 'image/png' : 'image/jpeg', Accept: 'application/json', 'Accept-Language': spoken(), ...ours },
    });
    if (!answer.ok) throw await problem(answer);
    return toFacts(list(asRecord(await answer.json()).photos)[0]);
  },
};

function toFacts(value: unknown): PhotoFacts {
  const p = asRecord(value);
  return {
    href: text(p.href) ?? '', direction_deg: num(p.direction_deg), direction_reference: text(p.direction_reference), taken_at: text(p.taken_at),
    flags: list(p.flags).filter((f): f is string => typeof f === 'string'),
  };
}

/** All mine sites and dumps, open cases and detections outside all sites, as points: what a phone needs to offer the nearest. Cases are for people of the bureau: as they were `kept` where nobody is signed in. */
export async function getSites(kept: readonly KnownSite[], signedIn: boolean, signal: AbortSignal): Promise<KnownSite[]> {
  const of = async (layer: string, kind: KnownSite['kind'], filter: Record<string, string> = {}): Promise<KnownSite[]> =>
    (await getRest(await getItems(layer, { ...filter, limit: '1000' }, signal), 5000, signal)).map((item) => toSite(item, kind));
  const before = kept.filter((s) => s.kind === 'case');
  const cases = signedIn ? getCases(signal).catch(() => before) : Promise.resolve(before);
  return (await Promise.all([cases, of('mine-sites', 'mine_site'), of('dumps', 'dump'), of('detections', 'detection', { site_kind: 'unlisted' })])).flat();
}

async function getCases(signal: AbortSignal): Promise<KnownSite[]> {
  return (await openPlaces(signal)).map((c) => ({ kind: 'case', code: c.id, name: c.class === null ? '' : className(c.class), town: c.town, status: null, told: c.unit, lon: c.lon, lat: c.lat }));
}

function toSite(item: Item, kind: KnownSite['kind']): KnownSite {
  const p = item.properties;
  const middle = item.geometry === null ? null : middleOf(item.geometry);
  if (kind === 'detection') return { kind, code: String(item.id), name: className(text(p.class) ?? ''), town: text(p.town) ?? '', status: null, told: text(p.class), lon: middle?.[0] ?? null, lat: middle?.[1] ?? null };
  return { kind, code: String(item.id), name: text(p.name) ?? String(item.id), town: text(p.town) ?? '', status: text(p.status), told: text(p.proposed_status) ?? text(p.status), lon: middle?.[0] ?? null, lat: middle?.[1] ?? null };
}

/** The middle of a geometry's box. */
function middleOf(geometry: NonNullable<Item['geometry']>): [number, number] | null {
  const box = [Infinity, Infinity, -Infinity, -Infinity] as [number, number, number, number];
  const walk = (value: unknown): void => {
    if (!Array.isArray(value)) return;
    const [x, y] = value as unknown[];
    if (typeof x === 'number' && typeof y === 'number') {
      box[0] = Math.min(box[0], x); box[1] = Math.min(box[1], y); box[2] = Math.max(box[2], x); box[3] = Math.max(box[3], y);
    } else {
      value.forEach(walk);
    }
  };
  walk('coordinates' in geometry ? geometry.coordinates : []);
  return Number.isFinite(box[0]) ? [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2] : null;
}
