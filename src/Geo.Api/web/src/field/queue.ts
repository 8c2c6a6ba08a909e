import { ApiError } from '../http.js';
import type { Entry, Kept, PhotoFacts } from './kept.js';

/** What the queue asks of the server. */
export interface Server {
  check(body: unknown): Promise<{ doubts: string[] }>;
  photo(check: string, bytes: Blob): Promise<PhotoFacts>;
}
/** How a round ended: nothing is left, the network is away, or nobody is signed in. */
export type Round = 'done' | 'away' | 'signIn';

/**
 * Sends what waits, oldest first. An entry may be sent again and again: its id is the phone's own and the server takes it
 * once, and the same photo is the same by its bytes. What the server refuses stays, with its words, until a person mends it.
 */
export async function sendAll(kept: Kept, server: Server, changed: (entry: Entry) => void, told: (error: unknown) => string): Promise<Round> {
  const waiting = (await kept.all()).filter((e) => e.state === 'waiting' || e.state === 'sending').sort((a, b) => a.changedAt.localeCompare(b.changedAt));
  for (const entry of waiting) {
    const keep = async (change: Partial<Entry>): Promise<void> => {
      Object.assign(entry, change);
      await kept.put(entry);
      changed(entry);
    };
    await keep({ state: 'sending', reason: null });
    try {
      if (!entry.checkSent) {
        const { doubts } = await server.check(entry.check);
        await keep({ checkSent: true, doubts });
      }
      for (const photo of entry.photos) {
        if (photo.bytes === null) continue;
        photo.facts = await server.photo(entry.id, photo.bytes);
        photo.bytes = null;
        await keep({});
      }
      await keep({ state: 'sent' });
    } catch (error) {
      const refused = error instanceof ApiError && error.status >= 400 && error.status < 500 && ![401, 408, 429].includes(error.status);
      await keep({ state: refused ? 'refused' : 'waiting', reason: refused ? told(error) : null });
      if (refused) continue;
      return error instanceof ApiError && error.status === 401 ? 'signIn' : 'away';
    }
  }
  return 'done';
}

/** How many entries, and photos in them, are still to be sent. */
export function unsent(all: readonly Entry[]): { checks: number; photos: number } {
  const open = all.filter((e) => e.state === 'waiting' || e.state === 'sending');
  return { checks: open.length, photos: open.reduce((n, e) => n + e.photos.filter((p) => p.bytes !== null).length, 0) };
}
