import { makeSender } from '../../act.js';
import type { App } from '../../app.js';
import { h } from '../../dom.js';
import { day, number } from '../../format.js';
import { num, text } from '../../http.js';
import { knownOn } from '../../known.js';
import { maybe, t } from '../../texts.js';
import { handleAlert } from '../api.js';
import type { Sheet } from '../api.js';

const states = ['acknowledged', 'closed', 'open'] as const;

/** What somebody should look at here; whoever decides on sites says what became of it, with a reason. */
export function alertList(sheet: Sheet, app: App, done: () => void): HTMLElement | null {
  if (sheet.alerts.length === 0) return null;
  const mayHandle = knownOn() === null && app.session.rights.includes('decide_sites');
  return h('section', { class: 'panel alerts' }, h('h2', {}, t('site.alerts')),
    h('ul', { class: 'plain' }, ...sheet.alerts.map((alert) => h('li', {}, told(alert), mayHandle ? handling(alert, app, done) : null))));
}

function told(alert: Record<string, unknown>): HTMLElement {
  const at = text(alert.alert_at), late = num(alert.months_late), by = text(alert.handled_by), why = text(alert.handled_reason);
  return h('p', {}, '⚠ ', h('strong', {}, maybe(`value.kind.${String(alert.kind)}`) ?? String(alert.kind)),
    at === null ? null : ` ${day(at)}`, late === null ? null : ` · ${t('site.months', { n: number(late) })}`,
    ` · ${maybe(`value.state.${String(alert.state)}`) ?? String(alert.state)}`, by === null ? null : ` · ${by}`, why === null ? null : `: ${why}`);
}

function handling(alert: Record<string, unknown>, app: App, done: () => void): HTMLElement {
  const id = String(alert.id);
  const problem = h('p', { class: 'error', role: 'alert', hidden: true });
  const sent = makeSender(app, problem);
  const reason = h('input', { type: 'text', maxlength: 500, required: true, 'aria-label': t('decision.reason'), placeholder: t('decision.reason') });
  const choice = h('select', { 'aria-label': t('alert.state') }, ...states.filter((s) => s !== alert.state).map((s) => h('option', { value: s }, maybe(`value.state.${s}`) ?? s)));
  return h('form', { class: 'actions', onsubmit: (event) => { event.preventDefault(); void take(); } },
    choice, reason, h('button', { type: 'submit' }, t('alert.send')), problem);

  async function take(): Promise<void> {
    const why = reason.value.trim();
    problem.hidden = why !== '';
    if (why === '') {
      problem.textContent = t('decision.needsReason');
      reason.focus();
    } else if (await sent(() => handleAlert(id, choice.value, why))) {
      app.say(t('alert.done'));
      done();
    }
  }
}
