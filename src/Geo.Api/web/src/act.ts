import { ApiError } from './api.js';
import type { App } from './app.js';
import { rightName, roleName } from './people/names.js';
import { t } from './texts.js';

/** Does what only a signed-in person may: asks to sign in first, and again where the server has forgotten. Who has no right to it is told so by the error. Null where the person does not sign in. */
export async function signedIn<T>(app: App, act: () => Promise<T>): Promise<T | null> {
  if (!app.session.can_write && !(await app.signIn())) return null;
  try {
    return await act();
  } catch (error) {
    if (!(error instanceof ApiError) || error.status !== 401) throw error;
    return (await app.signIn()) ? act() : null;
  }
}

/** Sends one thing after another for a signed-in person: while one is on its way, others are left. False where it did not arrive; `problem` then says why. */
export function makeSender(app: App, problem: HTMLElement): (act: () => Promise<void>) => Promise<boolean> {
  let sending = false;
  return async (act) => {
    if (sending) return false;
    sending = true;
    try {
      return await signedIn(app, () => act().then(() => true)) ?? false;
    } catch (error) {
      problem.textContent = told(error);
      problem.hidden = false;
      return false;
    } finally {
      sending = false;
    }
  };
}

/** An error in words, with the field that the server names. */
export function told(error: unknown): string {
  if (error instanceof ApiError && error.refused !== null) return t('access.refused', { role: roleName(error.refused.role), right: rightName(error.refused.right) });
  if (error instanceof ApiError) return `${error.title}${error.field === null ? '' : ` · ${error.field}`}${error.detail === null ? '' : ` — ${error.detail}`}`;
  return error instanceof Error ? error.message : String(error);
}
