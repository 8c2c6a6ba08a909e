import { ApiError, signIn } from './api.js';
import { h } from './dom.js';
import { t } from './texts.js';

/** Asks for the token that the server printed; true once the server has taken it. */
export function askToken(): Promise<boolean> {
  return new Promise((resolve) => {
    const token = h('input', { type: 'password', id: 'token', autocomplete: 'current-password', required: true });
    const error = h('p', { class: 'error', role: 'alert', hidden: true });
    const send = h('button', { type: 'submit', class: 'primary' }, t('signIn.go'));
    const form = h('form', { onsubmit: (event) => { event.preventDefault(); void take(); } },
      h('h2', { id: 'sign-in-title' }, t('signIn.title')), h('p', { class: 'quiet' }, t('signIn.why')),
      h('label', { for: 'token' }, t('signIn.token')), token, error,
      h('div', { class: 'actions' }, send, h('button', { type: 'button', onclick: () => dialog.close() }, t('cancel'))));
    const dialog = h('dialog', { class: 'dialog', 'aria-labelledby': 'sign-in-title', onclose: () => { dialog.remove(); resolve(done); } }, form);
    let done = false;
    document.body.append(dialog);
    dialog.showModal();
    token.focus();

    async function take(): Promise<void> {
      send.disabled = true;
      error.hidden = true;
      try {
        await signIn(token.value.trim());
        done = true;
        dialog.close();
      } catch (e) {
        error.textContent = e instanceof ApiError && (e.status === 401 || e.status === 403) ? t('signIn.wrong') : e instanceof Error ? e.message : String(e);
        error.hidden = false;
        send.disabled = false;
        token.select();
      }
    }
  });
}
