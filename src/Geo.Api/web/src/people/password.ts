import { told } from '../act.js';
import type { App } from '../app.js';
import { h } from '../dom.js';
import { t } from '../texts.js';
import { changePassword } from './api.js';

/** Asks for the present password and a new one, twice. */
export function askNewPassword(app: App): Promise<void> {
  return new Promise((resolve) => {
    const field = (id: string, autocomplete: string): HTMLInputElement => h('input', { type: 'password', id, autocomplete, required: true });
    const old = field('old-password', 'current-password'), fresh = field('new-password', 'new-password'), again = field('again-password', 'new-password');
    const error = h('p', { class: 'error', role: 'alert', hidden: true });
    const go = h('button', { type: 'submit', class: 'primary' }, t('save'));
    const dialog = h('dialog', { class: 'dialog', 'aria-labelledby': 'password-title', onclose: () => { dialog.remove(); resolve(); } },
      h('form', { onsubmit: (event) => { event.preventDefault(); void take(); } },
        h('h2', { id: 'password-title' }, t('password.title')), h('p', { class: 'quiet' }, t('password.about')),
        h('label', { for: 'old-password' }, t('password.old')), old, h('label', { for: 'new-password' }, t('password.new')), fresh,
        h('label', { for: 'again-password' }, t('password.again')), again, error,
        h('div', { class: 'actions' }, go, h('button', { type: 'button', onclick: () => dialog.close() }, t('cancel')))));
    document.body.append(dialog);
    dialog.showModal();
    old.focus();

    async function take(): Promise<void> {
      error.hidden = true;
      try {
        if (fresh.value !== again.value) throw new Error(t('password.differ'));
        go.disabled = true;
        await changePassword(old.value, fresh.value);
        await app.refreshSession();
        dialog.close();
        app.say(t('password.done'));
      } catch (e) {
        go.disabled = false;
        error.textContent = told(e);
        error.hidden = false;
      }
    }
  });
}
