import { makeSender } from '../act.js';
import type { App } from '../app.js';
import { h } from '../dom.js';
import { t } from '../texts.js';
import { freeze, markSent, reopen } from './api.js';
import type { Report } from './api.js';
import type { Around } from './page.js';
import { monthName } from './words.js';

/** What can be done with the report as it stands: freeze, mark as sent, reopen, make the draft anew. */
export function makeActions(report: Report, app: App, newest: boolean, around: Around): HTMLElement[] {
  if (!newest) return [];
  if (!app.session.rights.includes('report')) return [h('p', { class: 'quiet' }, t('reports.noRight'))];
  const month = monthName(report.month);
  const button = (id: string, name: string, primary: boolean, act: () => void): HTMLButtonElement => h('button', { type: 'button', id, class: primary ? 'primary' : '', onclick: act }, name);
  if (report.state === 'draft') {
    return [
      button('report-freeze', t('reports.freeze'), true, () => ask(app, around, { title: t('reports.freezeTitle', { month }), about: t('reports.freezeAbout'), field: null, needed: false, yes: t('reports.freeze'), act: () => freeze(report), said: t('reports.frozenSaid', { month }) })),
      around.draftButton,
    ];
  }
  const again = button('report-reopen', t('reports.reopen'), false, () => ask(app, around, { title: t('reports.reopenTitle', { month }), about: t('reports.reopenAbout'), field: t('reports.reason'), needed: true, yes: t('reports.reopen'), act: (why) => reopen(report.month, why), said: t('reports.reopenedSaid', { month }) }));
  return report.state === 'sent' ? [again] : [
    button('report-sent', t('reports.markSent'), true, () => ask(app, around, { title: t('reports.sentTitle', { month }), about: t('reports.sentAbout'), field: t('reports.sentNote'), needed: false, yes: t('reports.markSent'), act: (note) => markSent(report.month, note), said: t('reports.sentSaid', { month }) })),
    again,
  ];
}

interface Question { title: string; about: string; field: string | null; needed: boolean; yes: string; act: (text: string) => Promise<void>; said: string }

/** Asks before it does; the dialog stays where it was refused and says why. */
function ask(app: App, around: Around, q: Question): void {
  const problem = h('p', { class: 'error', role: 'alert', hidden: true });
  const sent = makeSender(app, problem);
  const field = h('textarea', { id: 'report-answer', rows: 2, maxlength: 500, required: q.needed });
  const dialog: HTMLDialogElement = h('dialog', { class: 'dialog', 'aria-labelledby': 'report-ask', onclose: () => dialog.remove() },
    h('form', { onsubmit: (event) => { event.preventDefault(); void go(); } },
      h('h2', { id: 'report-ask' }, q.title), h('p', {}, q.about), q.field !== null && h('label', { for: 'report-answer' }, q.field), q.field !== null && field, problem,
      h('div', { class: 'actions' }, h('button', { type: 'submit', class: 'primary', id: 'report-yes' }, q.yes), h('button', { type: 'button', onclick: () => dialog.close() }, t('cancel')))));
  document.body.append(dialog);
  dialog.showModal();

  async function go(): Promise<void> {
    problem.hidden = true;
    if (!await sent(() => q.act(field.value.trim()))) return;
    dialog.close();
    app.say(q.said);
    await app.refreshSession();
    around.reload();
  }
}
