import { told as words } from '../act.js';
import { cancelRun, ApiError, isOver } from '../api.js';
import type { Run } from '../api.js';
import type { App } from '../app.js';
import { h, fill } from '../dom.js';
import type { Child } from '../dom.js';
import { clock, minute } from '../format.js';
import { isRemark, said } from '../remark.js';
import { t } from '../texts.js';
import { bar, kindName, stateSign, took } from './runsTable.js';

export interface RunPanel {
  readonly element: HTMLElement;
  wait(id: string): void;
  update(run: Run): void;
  fail(id: string, reason: string): void;
}

/** One run: what it was told, how far it is, what it says, and cancel. */
export function makeRunPanel(app: App, actions: { close(): void; changed(): void }): RunPanel {
  let shown: Run | null = null;
  let asked = false;
  const head = h('header', { class: 'card-head' });
  const body = h('div', {});
  const log = h('pre', { class: 'log', tabindex: 0, 'aria-label': t('run.log') });
  const problem = h('p', { class: 'error', role: 'alert', hidden: true });
  const cancel = h('button', { type: 'button', class: 'danger', onclick: () => void stop() }, t('run.cancel'));
  const element = h('section', { class: 'run-panel', 'aria-label': t('run.label'), hidden: true }, head, body, problem, cancel, h('h3', {}, t('run.log')), log);

  async function stop(): Promise<void> {
    if (!shown || (!app.session.can_write && !(await app.signIn()))) return;
    cancel.disabled = true;
    problem.hidden = true;
    try {
      await cancelRun(shown.id);
      asked = true;
      cancel.textContent = t('run.cancelling');
      actions.changed();
    } catch (error) {
      cancel.disabled = false;
      if (error instanceof ApiError && error.status === 401) {
        if (await app.signIn()) await stop();
        return;
      }
      problem.textContent = words(error);
      problem.hidden = false;
    }
  }

  function heading(id: string, kind: string | null): void {
    fill(head, h('div', {}, h('p', { class: 'kicker' }, id), h('h2', {}, kind === null ? t('run.label') : kindName(kind))),
      h('button', { type: 'button', class: 'icon', 'aria-label': t('close'), title: t('close'), onclick: () => actions.close() }, '✕'));
  }

  return {
    element,
    wait(id) {
      shown = null;
      asked = false;
      problem.hidden = true;
      cancel.hidden = true;
      heading(id, null);
      fill(body, h('p', { class: 'quiet' }, t('loading')));
      log.textContent = '';
    },
    fail(id, reason) {
      heading(id, null);
      fill(body, h('p', { class: 'error', role: 'alert' }, reason));
      cancel.hidden = true;
    },
    update(run) {
      const sameLog = shown?.id === run.id && shown.log.length === run.log.length;
      shown = run;
      heading(run.id, run.kind);
      fill(body,
        h('p', { class: 'state-line' }, stateSign(run.state), took(run) === '' ? null : h('span', { class: 'quiet' }, took(run)), run.attempt > 1 && h('span', { class: 'quiet' }, t('run.attempt', { n: run.attempt }))),
        !isOver(run) && bar(run),
        run.error !== null && h('p', { class: 'error' }, run.error),
        chain(run, app),
        h('dl', { class: 'facts' }, ...facts(run)));
      cancel.hidden = isOver(run);
      cancel.disabled = run.cancel_requested || asked;
      cancel.textContent = t(run.cancel_requested || asked ? 'run.cancelling' : 'run.cancel');
      if (!sameLog || log.textContent === '') {
        const atEnd = log.scrollTop + log.clientHeight >= log.scrollHeight - 8;
        log.textContent = run.log.length === 0 ? t('run.noLog') : run.log.map((l) => `${l.at === null ? '' : `${clock(l.at)}  `}${l.text}`).join('\n');
        if (atEnd) log.scrollTop = log.scrollHeight;
      }
    },
  };
}

/** The run that this one is a step of, and its own steps. */
function chain(run: Run, app: App): Child {
  const link = (id: string, words: string): HTMLElement => h('button', { type: 'button', class: 'link', onclick: () => app.go({ run: id }) }, words);
  if (run.parent_id === null && run.steps.length === 0) return null;
  const parent = run.parent_id;
  return h('div', { class: 'chain' },
    parent !== null && h('p', {}, `${t('run.parent')}: `, link(parent, parent)),
    run.steps.length > 0 && h('ol', { 'aria-label': t('run.steps') }, ...run.steps.map((s) => h('li', {}, link(s.id, kindName(s.kind)), ' ', stateSign(s.state)))));
}

function facts(run: Run): Child[] {
  const rows: [string, string | null][] = [
    [t('runs.created'), minute(run.created_at)], [t('run.started'), run.started_at && minute(run.started_at)], [t('run.ended'), run.ended_at && minute(run.ended_at)],
    [t('run.author'), run.author], [t('run.version'), run.code_version],
  ];
  return [
    ...rows.flatMap(([name, value]) => (value === null || value === '' ? [] : [h('dt', {}, name), h('dd', {}, value)])),
    ...pairs(t('run.parameters'), run.parameters), ...pairs(t('run.outputs'), run.outputs),
  ];
}

/** Parameters or outputs: scalars and short lists line by line. */
function pairs(title: string, value: unknown): Child[] {
  if (value === null || typeof value !== 'object') return [];
  const entries = told(value).filter(([, v]) => !(Array.isArray(v) && v.length === 0));
  if (entries.length === 0) return [];
  return [h('dt', { class: 'group' }, title), h('dd', { class: 'group' }),
    ...entries.flatMap(([k, v]) => [h('dt', { class: 'id' }, k), h('dd', { class: 'id' }, tell(v))])];
}

/** What is there to be told: a remark takes the place of the English sentence that it comes with. */
function told(value: object): [string, unknown][] {
  const all = value as Record<string, unknown>;
  const ending = /_remarks?$/;
  return Object.entries(all).filter(([k, v]) => v !== null && v !== '' && !all[`${k}_remark`] && !all[`${k}_remarks`]).map(([k, v]) => [k.replace(ending, ''), v]);
}

function tell(value: unknown): string {
  if (Array.isArray(value)) return value.map(tell).join('\n');
  if (isRemark(value)) return said(value, null) ?? '';
  if (typeof value === 'object' && value !== null) {
    return told(value).map(([k, v]) => `${k} ${tell(v)}`).join(' · ');
  }
  return typeof value === 'number' && !Number.isInteger(value) ? value.toFixed(4) : String(value);
}
