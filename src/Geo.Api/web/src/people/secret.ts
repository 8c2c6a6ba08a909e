import { h } from '../dom.js';
import { t } from '../texts.js';

/** A password or key that is shown this once, ready to be copied. */
export function secretBox(label: string, secret: string): HTMLElement {
  const field = h('input', { readonly: true, value: secret, 'aria-label': label, class: 'secret', spellcheck: 'false', onfocus: (e) => { (e.target as HTMLInputElement).select(); } });
  const box = h('div', { class: 'note-box secret-box', role: 'status' }, h('strong', {}, label), field, h('p', { class: 'quiet' }, t('secret.once')));
  queueMicrotask(() => field.focus());
  return box;
}
