import { json, send } from '../http.js';

/** Accounts, keys and the audit log. */

export interface Account {
  name: string; display_name: string; role: string; town: string | null; disabled: boolean; has_password: boolean; password_generated: boolean;
  created_at: string; signed_in_at: string | null;
  /** Only where it has just been made. */
  password: string | null;
}
export interface ApiKey {
  id: string; name: string; owner: string; role: string; created_at: string; expires_at: string | null; revoked_at: string | null; last_used_at: string | null;
  /** Only where it has just been made. */
  key: string | null;
}
export interface AuditLine { seq: number; at: string; author: string; action: string; subject: string | null; reason: string | null; revision: number | null; run_id: string | null }

const at = (name: string): string => `/people/${encodeURIComponent(name)}`;

export function getPeople(signal?: AbortSignal): Promise<Account[]> { return json('/people', signal) as Promise<Account[]>; }

export function addPerson(account: { name: string; display_name: string; role: string; town: string | null; reason: string | null }): Promise<Account> {
  return send('/people', account) as Promise<Account>;
}

export function changePerson(name: string, change: { display_name?: string; role?: string; town?: string | null; disabled?: boolean; reason: string | null }): Promise<Account> {
  return send(at(name), change, 'PUT') as Promise<Account>;
}

export function resetPassword(name: string): Promise<Account> { return send(`${at(name)}/password`, {}) as Promise<Account>; }

export async function changePassword(old: string, fresh: string): Promise<void> { await send('/session/password', { old, new: fresh }, 'PUT'); }

export function getKeys(owner: string, signal?: AbortSignal): Promise<ApiKey[]> { return json(`${at(owner)}/keys`, signal) as Promise<ApiKey[]>; }

export function addKey(owner: string, key: { name: string; role: string; expires_at: string | null }): Promise<ApiKey> {
  return send(`${at(owner)}/keys`, key) as Promise<ApiKey>;
}

export async function revokeKey(owner: string, id: string): Promise<void> { await send(`${at(owner)}/keys/${encodeURIComponent(id)}`, {}, 'DELETE'); }

export function getAudit(filter: { user: string | null; subject: string | null; before: number | null }, signal?: AbortSignal): Promise<AuditLine[]> {
  const query = new URLSearchParams({ limit: '100' });
  if (filter.user !== null) query.set('user', filter.user);
  if (filter.subject !== null) query.set('subject', filter.subject);
  if (filter.before !== null) query.set('before', String(filter.before));
  return json(`/audit?${query}`, signal) as Promise<AuditLine[]>;
}
