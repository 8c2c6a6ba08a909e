import { makeSender } from '../act.js';
import type { App } from '../app.js';
import { fill, h } from '../dom.js';
import { knownName, knownOn } from '../known.js';
import { t } from '../texts.js';

export interface Deciding {
  code: string;
  /** Who may. */
  right: 'decide_sites' | 'decide_dumps';
  status: string | null;
  /** Statuses that may follow. */
  next: readonly string[];
  /** The one to offer first. */
  wanted: string | null;
  canUndo: boolean;
  name: (status: string) => string;
  /** What a status asks for, shown beneath the choice. */
  about?(status: string): HTMLElement | null;
  /** True where a status wants a second yes. */
  doubtful?(status: string): boolean;
  decide(status: string, reason: string): Promise<void>;
  undo(reason: string): Promise<void>;
}

/** A person decides: only a status that may follow, never without a reason, and it can be taken back. */
export function makeDecisionForm(of: Deciding, app: App, done: () => void): HTMLElement {
  const { status, name } = of;
  if (knownOn() !== null) return h('p', { class: 'note-box' }, t('decision.past', { date: knownName() }));
  if (!app.session.can_write) {
    return h('div', {}, h('p', {}, t('decision.signIn')), h('button', { type: 'button', onclick: () => { void app.signIn().then((taken) => { if (taken) done(); }); } }, t('top.signIn')));
  }
  if (!app.session.rights.includes(of.right)) return h('p', { class: 'note-box' }, t('decision.noRight'));

  const problem = h('p', { class: 'error', role: 'alert', hidden: true });
  const sent = makeSender(app, problem);
  const choices = [...(status === null ? [] : [status]), ...of.next.filter((s) => s !== status)];
  const wanted = of.wanted;
  const about = h('div', { class: 'asked', 'aria-live': 'polite' });
  const choice = h('select', { id: 'decision-status', onchange: () => explain() }, ...choices.map((s) =>
    h('option', { value: s, selected: s === (wanted !== null && choices.includes(wanted) ? wanted : status) }, s === status ? t('decision.confirm', { status: name(s) }) : name(s))));
  const reason = h('textarea', { id: 'decision-reason', rows: 3, maxlength: 1000, required: true, 'aria-describedby': 'decision-why' });
  const undo = h('button', { type: 'button', id: 'decision-undo', disabled: !of.canUndo, onclick: () => void takeBack() }, t('decision.undo'));
  explain();
  return h('form', { class: 'decision', onsubmit: (event) => { event.preventDefault(); void take(); } },
    h('label', { for: 'decision-status' }, t('decision.status')), choice, about,
    h('label', { for: 'decision-reason' }, t('decision.reason')), reason, h('p', { class: 'quiet', id: 'decision-why' }, t('decision.why')),
    problem, h('div', { class: 'actions' }, h('button', { type: 'submit', class: 'primary', id: 'decision-send' }, t('decision.send')), undo),
    !of.canUndo && h('p', { class: 'quiet' }, t('decision.nothingToUndo')));

  function explain(): void {
    fill(about, of.about?.(choice.value) ?? null);
  }

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
    if (of.doubtful?.(choice.value) === true && !await sure()) return;
    if (!await sent(() => of.decide(choice.value, why))) return;
    app.say(t('decision.said', { code: of.code, status: name(choice.value) }));
    done();
  }

  async function takeBack(): Promise<void> {
    const why = reasoned();
    if (why === null || !await sent(() => of.undo(why))) return;
    app.say(t('decision.undone', { code: of.code }));
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
