import { makeSender } from '../../act.js';
import type { App } from '../../app.js';
import { h } from '../../dom.js';
import { knownName, knownOn } from '../../known.js';
import { nameOf } from '../../status.js';
import { language, t } from '../../texts.js';
import { decide, undoDecision } from '../api.js';
import type { Sheet } from '../api.js';
import { statusClass } from '../progressPanel.js';

/** A person decides: only a status that may follow, never without a reason, and it can be taken back. */
export function makeDecision(sheet: Sheet, app: App, done: () => void): HTMLElement {
  const status = typeof sheet.properties.status === 'string' ? sheet.properties.status : null;
  if (knownOn() !== null) return h('p', { class: 'note-box' }, t('decision.past', { date: knownName() }));
  if (!app.session.can_write) {
    return h('div', {}, h('p', {}, t('decision.signIn')), h('button', { type: 'button', onclick: () => { void app.signIn().then((taken) => { if (taken) done(); }); } }, t('top.signIn')));
  }
  if (!app.session.rights.includes('decide_sites')) return h('p', { class: 'note-box' }, t('decision.noRight'));

  const problem = h('p', { class: 'error', role: 'alert', hidden: true });
  const sent = makeSender(app, problem);
  const choices = [...(status === null ? [] : [status]), ...sheet.nextStatuses.filter((s) => s !== status)];
  const wanted = sheet.proposal?.status ?? null;
  const name = (code: string): string => nameOf(statusClass(code), language());
  const choice = h('select', { id: 'decision-status' }, ...choices.map((s) =>
    h('option', { value: s, selected: s === (wanted !== null && choices.includes(wanted) ? wanted : status) }, s === status ? t('decision.confirm', { status: name(s) }) : name(s))));
  const reason = h('textarea', { id: 'decision-reason', rows: 3, maxlength: 1000, required: true, 'aria-describedby': 'decision-why' });
  const undo = h('button', { type: 'button', id: 'decision-undo', disabled: !sheet.canUndo, onclick: () => void takeBack() }, t('decision.undo'));
  return h('form', { class: 'decision', onsubmit: (event) => { event.preventDefault(); void take(); } },
    h('label', { for: 'decision-status' }, t('decision.status')), choice,
    h('label', { for: 'decision-reason' }, t('decision.reason')), reason, h('p', { class: 'quiet', id: 'decision-why' }, t('decision.why')),
    problem, h('div', { class: 'actions' }, h('button', { type: 'submit', class: 'primary', id: 'decision-send' }, t('decision.send')), undo),
    !sheet.canUndo && h('p', { class: 'quiet' }, t('decision.nothingToUndo')));

  function reasoned(): string | null {
    const why = reason.value.trim();
    problem.hidden = why !== '';
    if (why !== '') return why;
    problem.textContent = t('decision.needsReason');
    reason.focus();
    return null;
  }

  async function take(): Promise<void> {
    const why = reasoned();
    if (why === null) return;
    if (choice.value === 'accepted' && sheet.verdict?.answer !== 'pass' && !await sure()) return;
    if (!await sent(() => decide(sheet.code, choice.value, why))) return;
    app.say(t('decision.said', { code: sheet.code, status: name(choice.value) }));
    done();
  }

  async function takeBack(): Promise<void> {
    const why = reasoned();
    if (why === null || !await sent(() => undoDecision(sheet.code, why))) return;
    app.say(t('decision.undone', { code: sheet.code }));
    done();
  }

  /** An acceptance that the test does not carry is asked for twice. */
  function sure(): Promise<boolean> {
    return new Promise((resolve) => {
      let yes = false;
      const dialog = h('dialog', { class: 'dialog', 'aria-labelledby': 'sure-title', onclose: () => { dialog.remove(); resolve(yes); } },
        h('h2', { id: 'sure-title' }, t('decision.sure')), h('p', {}, t('decision.sureWhy')),
        h('div', { class: 'actions' }, h('button', { type: 'button', class: 'primary', onclick: () => { yes = true; dialog.close(); } }, t('decision.sureYes')),
          h('button', { type: 'button', onclick: () => dialog.close() }, t('cancel'))));
      document.body.append(dialog);
      dialog.showModal();
    });
  }
}
