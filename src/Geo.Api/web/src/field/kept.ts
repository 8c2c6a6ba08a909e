/** What a phone keeps of field checks until the server has them: IndexedDB, so that neither a reload nor a flat battery loses it. */

/** The body of POST /field-checks, less what the form cannot say. */
export interface CheckBody {
  id: string;
  site_kind: 'mine_site' | 'dump' | 'unlisted';
  /** Null for a case and for a detection. */
  site_code: string | null;
  case_id?: string | null;
  detection_id?: string | null;
  /** What lies there, of a case or a detection. */
  verdict?: string | null;
  waste_category?: string | null;
  checked_at: string;
  source: 'ground' | 'drone';
  finding: 'agrees' | 'disagrees' | 'unclear';
  status_seen: string | null;
  works: string[];
  cover_share: number | null;
  note: string | null;
  lon: number | null;
  lat: number | null;
  position_source: 'gps' | null;
  position_accuracy_m: number | null;
}

export interface PhotoFacts { href: string; direction_deg: number | null; direction_reference: string | null; taken_at: string | null; flags: string[] }
/** A photo of an entry; its bytes go once the server has it. */
export interface KeptPhoto { key: string; name: string; bytes: Blob | null; facts: PhotoFacts | null }

/** draft: on the form; waiting: to be sent; sending; refused: the server will not have it as it is; sent. */
export type EntryState = 'draft' | 'waiting' | 'sending' | 'refused' | 'sent';
export interface Entry {
  id: string;
  state: EntryState;
  /** Null on a form that is not filled in yet. */
  check: Partial<CheckBody> & { id: string };
  siteName: string;
  photos: KeptPhoto[];
  /** The server has the check; photos may be wanting. */
  checkSent: boolean;
  doubts: string[];
  /** Why it was refused, or could not be sent. */
  reason: string | null;
  changedAt: string;
}

/** A listed site, a case, or a detection outside all sites; of a case `told` is its unit, of a detection its class. */
export interface KnownSite { kind: 'mine_site' | 'dump' | 'case' | 'detection'; code: string; name: string; town: string; status: string | null; told: string | null; lon: number | null; lat: number | null }

const entries = 'entries', lists = 'lists';

export interface Kept {
  all(): Promise<Entry[]>;
  put(entry: Entry): Promise<void>;
  remove(id: string): Promise<void>;
  sites(): Promise<KnownSite[]>;
  putSites(sites: KnownSite[]): Promise<void>;
}

/** Opens it; throws where the browser keeps nothing (private windows of some). */
export async function openKept(): Promise<Kept> {
  const db = await new Promise<IDBDatabase>((resolve, reject) => {
    const opening = indexedDB.open('geowfc-field', 1);
    opening.onupgradeneeded = () => {
      opening.result.createObjectStore(entries, { keyPath: 'id' });
      opening.result.createObjectStore(lists);
    };
    opening.onsuccess = () => resolve(opening.result);
    opening.onerror = () => reject(opening.error ?? new Error('IndexedDB'));
  });
  const done = (transaction: IDBTransaction): Promise<void> => new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error ?? new Error('IndexedDB'));
  });
  const answer = <T>(request: IDBRequest<T>): Promise<T> => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('IndexedDB'));
  });
  const write = (store: string, act: (s: IDBObjectStore) => void): Promise<void> => {
    const transaction = db.transaction(store, 'readwrite');
    act(transaction.objectStore(store));
    return done(transaction);
  };
  return {
    all: () => answer(db.transaction(entries).objectStore(entries).getAll() as IDBRequest<Entry[]>),
    put: (entry) => write(entries, (s) => s.put(entry)),
    remove: (id) => write(entries, (s) => s.delete(id)),
    sites: async () => (await answer(db.transaction(lists).objectStore(lists).get('sites') as IDBRequest<KnownSite[] | undefined>)) ?? [],
    putSites: (sites) => write(lists, (s) => s.put(sites, 'sites')),
  };
}

/** An id that no other phone makes: crypto.randomUUID where there is one (old Chromium has none). */
export function newId(): string {
  const random: { randomUUID?: () => string } = crypto;
  if (random.randomUUID) return crypto.randomUUID();
  const bytes = [...crypto.getRandomValues(new Uint8Array(16))].map((b) => b.toString(16).padStart(2, '0')).join('');
  return `${bytes.slice(0, 8)}-${bytes.slice(8, 12)}-4${bytes.slice(13, 16)}-8${bytes.slice(17, 20)}-${bytes.slice(20)}`;
}
