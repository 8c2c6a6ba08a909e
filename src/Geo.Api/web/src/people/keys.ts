import { makeSender, signedIn, told } from '../act.js';
import type { App, Room } from '../app.js';
import { fill, h } from '../dom.js';
import { day, minute } from '../format.js';
import { t } from '../texts.js';
import { addKey, getKeys, revokeKey } from './api.js';
import type { ApiKey } from './api.js';
import { roleName, roles } from './names.js';
import { secretBox } from './secret.js';

/** API keys of one account: one's own, or for administrators that of `user`. */
export function openKeysPage(host: HTMLElement, app: App): Room {
  const aborter = new AbortController();
  const root = h('div', { class: 'work-page keys-page' });
  fill(host, root);
  let owner = '';

  async function show(): Promise<void> {
    if (!app.session.can_write && !(await app.signIn())) { fill(root, h('p', { class: 'error', role: 'alert' }, t('signIn.needed'))); return; }
    owner = app.route().user ?? (app.session.has_account ? app.session.user ?? '' : '');
    if (owner === '') { fill(root, h('p', { class: 'quiet' }, t('keys.noAccount'))); return; }
    await load(null);
  }

  async function load(made: ApiKey | null): Promise<void> {
    try {
      const keys = await signedIn(app, () => getKeys(owner, aborter.signal));
      if (keys !== null) draw(keys, made);
    } catch (error) {
      if (!aborter.signal.aborted) fill(root, h('p', { class: 'error', role: 'alert' }, told(error)));
    }
  }

  function draw(keys: ApiKey[], made: ApiKey | null): void {
    const problem = h('p', { class: 'error', role: 'alert', hidden: true });
    const sender = makeSender(app, problem);
    const name = h('input', { id: 'key-name', required: true, placeholder: 'QGIS' });
    const role = h('select', { id: 'key-role' }, ...[...roles].reverse().map((r) => h('option', { value: r }, roleName(r))));
    const expires = h('input', { id: 'key-expires', type: 'date' });
    fill(root, h('h1', {}, t('keys.of', { name: owner })), h('p', { class: 'quiet' }, t('keys.about')),
      made?.key !== null && made?.key !== undefined && secretBox(t('keys.made', { name: made.name }), made.key),
      h('form', { class: 'key-form', onsubmit: (event) => {
        event.preventDefault();
        problem.hidden = true;
        // The end of the day in China, where the office is.
        void sender(async () => load(await addKey(owner, { name: name.value.trim(), role: role.value, expires_at: expires.value === '' ? null : `${expires.value}T23:59:59+08:00` })));
      } },
        h('label', {}, t('keys.name'), name), h('label', {}, t('people.role'), role), h('label', {}, t('keys.expires'), expires),
        h('button', { type: 'submit', class: 'primary' }, t('keys.add'))),
      problem,
      h('div', { class: 'table-box' }, keys.length === 0 ? h('p', { class: 'empty' }, t('keys.empty')) : h('table', { class: 'list plain' },
        h('thead', {}, h('tr', {}, ...(['keys.name', 'people.role', 'keys.created', 'keys.used', 'keys.expires', 'people.state'] as const).map((k) => h('th', { scope: 'col' }, t(k))))),
        h('tbody', {}, ...keys.map((key) => h('tr', {}, h('th', { scope: 'row' }, key.name, h('span', { class: 'id' }, key.id)), h('td', {}, roleName(key.role)),
          h('td', {}, day(key.created_at)), h('td', {}, key.last_used_at === null ? t('people.never') : minute(key.last_used_at)), h('td', {}, key.expires_at === null ? t('keys.noEnd') : day(key.expires_at)),
          h('td', {}, key.revoked_at !== null ? h('span', { class: 'tag off' }, t('keys.revoked'))
            : h('button', { type: 'button', class: 'danger', 'aria-label': t('keys.revokeNamed', { name: key.name }), onclick: () => { problem.hidden = true; void sender(async () => { await revokeKey(owner, key.id); await load(null); }); } }, t('keys.revoke')))))))));
  }

  return { show() { void show(); }, close() { aborter.abort(); } };
}
