import { ApiError, signIn, signInByToken } from './api.js';
import { h } from './dom.js';
import { told } from './act.js';
import { t } from './texts.js';

/** Asks for account and password, or for the token that the server printed; true once the server has taken one. */
export function askSignIn(): Promise<boolean> {
  return new Promise((resolve) => {
    const user = h('input', { id: 'user', autocomplete: 'username', autocapitalize: 'none', spellcheck: 'false' });
    const password = h('input', { type: 'password', id: 'password', autocomplete: 'current-password' });
    const token = h('input', { type: 'password', id: 'token', autocomplete: 'off' });
    const error = h('p', { class: 'error', role: 'alert', hidden: true });
    const go = h('button', { type: 'submit', class: 'primary' }, t('signIn.go'));
    const form = h('form', { onsubmit: (event) => { event.preventDefault(); void take(); } },
      h('h2', { id: 'sign-in-title' }, t('signIn.title')), h('p', { class: 'quiet' }, t('signIn.why')),
      h('label', { for: 'user' }, t('signIn.user')), user,
      h('label', { for: 'password' }, t('signIn.password')), password,
      h('p', { class: 'or quiet' }, t('signIn.or')),
      h('label', { for: 'token' }, t('signIn.token')), token, error,
      h('div', { class: 'actions' }, go, h('button', { type: 'button', onclick: () => dialog.close() }, t('cancel'))));
    const dialog = h('dialog', { class: 'dialog', 'aria-labelledby': 'sign-in-title', onclose: () => { dialog.remove(); resolve(done); } }, form);
    let done = false;
    document.body.append(dialog);
    dialog.showModal();
    user.focus();

    async function take(): Promise<void> {
      const byToken = token.value.trim() !== '';
      if (!byToken && (user.value.trim() === '' || password.value === '')) {
        complain(t('signIn.empty'));
        (user.value.trim() === '' ? user : password).focus();
        return;
      }
      go.disabled = true;
      error.hidden = true;
      try {
        await (byToken ? signInByToken(token.value.trim()) : signIn(user.value.trim(), password.value));
        done = true;
        dialog.close();
      } catch (e) {
        go.disabled = false;
        complain(reason(e, byToken));
        (byToken ? token : password).select();
      }
    }

    function complain(text: string): void {
      error.textContent = text;
      error.hidden = false;
    }
  });
}

function reason(error: unknown, byToken: boolean): string {
  if (!(error instanceof ApiError)) return told(error);
  if (error.status === 401) return t(byToken ? 'signIn.wrong' : 'signIn.wrongPassword');
  return error.status === 429 && error.retryAfter !== null ? t('signIn.wait', { minutes: Math.max(1, Math.ceil(error.retryAfter / 60)) }) : told(error);
}
