import { expect, it } from 'vitest';
import { sendAll, unsent } from '../src/field/queue.js';
import type { Server } from '../src/field/queue.js';
import { metres, rank } from '../src/field/nearest.js';
import type { Entry, Kept, KnownSite } from '../src/field/kept.js';
import { ApiError } from '../src/http.js';

const entry = (id: string, photos = 0, changedAt = id): Entry => ({
  id, state: 'waiting', check: { id }, siteName: id, checkSent: false, doubts: [], reason: null, changedAt,
  photos: Array.from({ length: photos }, (_, i) => ({ key: `${id}${i}`, name: 'p.jpg', bytes: new Blob(['x']), facts: null })),
});
const facts = { href: '/photos/x.jpg', direction_deg: 10, direction_reference: 'true', taken_at: null, flags: [] };
/** Keeps copies, as IndexedDB does. */
function memory(...entries: Entry[]): Kept & { stored(id: string): Entry } {
  const kept = new Map(entries.map((e) => [e.id, structuredClone(e)]));
  return {
    all: () => Promise.resolve([...kept.values()].map((e) => structuredClone(e))),
    put: (e) => { kept.set(e.id, structuredClone(e)); return Promise.resolve(); },
    remove: (id) => { kept.delete(id); return Promise.resolve(); },
    sites: () => Promise.resolve([]), putSites: () => Promise.resolve(),
    stored: (id) => kept.get(id) ?? entry('none'),
  };
}
const round = (kept: Kept, server: Server): ReturnType<typeof sendAll> => sendAll(kept, server, () => undefined, (e) => (e as Error).message);

it('sends the oldest first, then its photos, and keeps no bytes after', async () => {
  const said: string[] = [];
  const kept = memory(entry('b', 0, '2'), entry('a', 2, '1'));
  expect(await round(kept, { check: (c) => { said.push((c as { id: string }).id); return Promise.resolve({ doubts: ['far_from_site'] }); }, photo: (id) => { said.push(`${id} photo`); return Promise.resolve(facts); } })).toBe('done');
  expect(said).toEqual(['a', 'a photo', 'a photo', 'b']);
  expect(kept.stored('a')).toMatchObject({ state: 'sent', checkSent: true, doubts: ['far_from_site'], photos: [{ bytes: null, facts }, { bytes: null, facts }] });
});
it('goes on where the network broke off, without sending twice what arrived', async () => {
  const said: string[] = [];
  const kept = memory(entry('a', 2));
  let broken = true;
  const server: Server = {
    check: () => { said.push('check'); return Promise.resolve({ doubts: [] }); },
    photo: () => { said.push('photo'); return broken && said.length === 3 ? Promise.reject(new TypeError('Failed to fetch')) : Promise.resolve(facts); },
  };
  expect(await round(kept, server)).toBe('away');
  expect(kept.stored('a')).toMatchObject({ state: 'waiting', checkSent: true });
  expect(unsent(await kept.all())).toEqual({ checks: 1, photos: 1 });
  broken = false;
  expect(await round(kept, server)).toBe('done');
  expect(said).toEqual(['check', 'photo', 'photo', 'photo']);
});
it('keeps what the server refuses with its words and sends the others', async () => {
  const kept = memory(entry('a'), entry('b'));
  expect(await round(kept, { check: (c) => (c as { id: string }).id === 'a' ? Promise.reject(new ApiError(400, 'bad', 'works: gardening', 'works')) : Promise.resolve({ doubts: [] }), photo: () => Promise.resolve(facts) })).toBe('done');
  expect(kept.stored('a')).toMatchObject({ state: 'refused', reason: 'works: gardening' });
  expect(kept.stored('b').state).toBe('sent');
  expect(unsent(await kept.all()).checks).toBe(0);
});
it('waits for somebody to sign in, and for a server that is busy', async () => {
  const kept = memory(entry('a'));
  const refuse = (status: number): Server => ({ check: () => Promise.reject(new ApiError(status, '', null, null)), photo: () => Promise.resolve(facts) });
  expect(await round(kept, refuse(401))).toBe('signIn');
  expect(await round(kept, refuse(503))).toBe('away');
  expect(await round(kept, refuse(429))).toBe('away');
  expect(kept.stored('a').state).toBe('waiting');
});

const site = (code: string, lon: number | null): KnownSite => ({ kind: 'mine_site', code, name: `mine ${code}`, town: 'T', status: null, told: null, lon, lat: lon === null ? null : 40.5 });
it('offers the nearest first, those without a place last, by code without a fix', () => {
  const sites = [site('M1', 110.2), site('M0', null), site('M2', 110.1)];
  expect(rank(sites, '', { lon: 110.09, lat: 40.5 }).map((r) => r.site.code)).toEqual(['M2', 'M1', 'M0']);
  expect(rank(sites, '', null).map((r) => r.site.code)).toEqual(['M0', 'M1', 'M2']);
  expect(rank(sites, 'mine m1', null).map((r) => r.site.code)).toEqual(['M1']);
});
// geod on the ellipsoid: 110, 40.5 to 110.1, 40.5 is 8 476.8 m (a sphere differs by 0.3 %).
it('knows how far a degree is', () => expect(Math.abs(metres({ lon: 110, lat: 40.5 }, { lon: 110.1, lat: 40.5 }) - 8476.8)).toBeLessThan(30));
