import { signedIn, told } from '../act.js';
import type { App, Room } from '../app.js';
import { fill, h } from '../dom.js';
import { minute } from '../format.js';
import { formatRoute, start } from '../route.js';
import { t } from '../texts.js';
import { getAudit } from './api.js';
import type { AuditLine } from './api.js';
import { actionName } from './names.js';

const page = 100;

/** Who wrote what, when and why; the filter stands in the address. */
export function openAuditPage(host: HTMLElement, app: App): Room {
  let aborter = new AbortController();
  const user = h('input', { id: 'audit-user', type: 'search', autocomplete: 'off' });
  const subject = h('input', { id: 'audit-subject', type: 'search', autocomplete: 'off', placeholder: 'detections' });
  const body = h('tbody', {});
  const note = h('p', { class: 'quiet', role: 'status' });
  const more = h('button', { type: 'button', hidden: true, onclick: () => void load(last) }, t('audit.more'));
  let last: number | null = null;
  const value = (field: HTMLInputElement): string | null => (field.value.trim() === '' ? null : field.value.trim());
  fill(host, h('div', { class: 'work-page audit-page' }, h('h1', {}, t('audit.title')), h('p', { class: 'quiet' }, t('audit.about')),
    h('form', { class: 'key-form', role: 'search', onsubmit: (event) => { event.preventDefault(); app.go({ user: value(user), subject: value(subject) }); } },
      h('label', {}, t('audit.author'), user), h('label', {}, t('audit.subject'), subject), h('button', { type: 'submit', class: 'primary' }, t('audit.filter'))),
    h('div', { class: 'table-box' }, h('table', { class: 'list plain audit' },
      h('thead', {}, h('tr', {}, ...(['audit.at', 'audit.author', 'audit.action', 'audit.subject', 'audit.reason'] as const).map((k) => h('th', { scope: 'col' }, t(k))))), body)),
    note, more));

  async function load(before: number | null): Promise<void> {
    const route = app.route();
    const mine = aborter;
    try {
      const lines = await signedIn(app, () => getAudit({ user: route.user, subject: route.subject, before }, mine.signal));
      if (lines === null) { note.textContent = t('signIn.needed'); return; }
      if (before === null) fill(body);
      for (const line of lines) body.append(row(line));
      last = lines.at(-1)?.seq ?? last;
      more.hidden = lines.length < page;
      note.textContent = body.childElementCount === 0 ? t('audit.empty') : t('audit.shown', { n: body.childElementCount });
    } catch (error) {
      if (!mine.signal.aborted) fill(body, h('tr', {}, h('td', { colspan: 5 }, h('p', { class: 'error', role: 'alert' }, told(error)))));
    }
  }

  function row(line: AuditLine): HTMLElement {
    const run = line.run_id;
    return h('tr', {}, h('td', {}, minute(line.at)), h('td', {}, line.author), h('td', {}, actionName(line.action)),
      h('td', {}, run === null ? line.subject : h('a', { href: formatRoute({ ...start, room: 'runs', run }) }, line.subject ?? run), line.revision !== null && h('span', { class: 'id' }, t('audit.revision', { n: line.revision }))),
      h('td', {}, line.reason));
  }

  return {
    show(route) {
      aborter.abort();
      aborter = new AbortController();
      user.value = route.user ?? '';
      subject.value = route.subject ?? '';
      last = null;
      void load(null);
    },
    close() { aborter.abort(); },
  };
}
