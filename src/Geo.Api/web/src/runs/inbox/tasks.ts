import { told } from '../../act.js';
import type { App } from '../../app.js';
import { h } from '../../dom.js';
import { minute } from '../../format.js';
import { t } from '../../texts.js';
import { stateSign } from '../runsTable.js';
import { changeTask } from './api.js';
import type { Task } from './api.js';
import { said } from './items.js';

export type Do = (act: () => Promise<void>) => void;

/** Recurring tasks: when, next, last with what came of it, and for who may: pause, run now, other times. */
export function tasksTable(tasks: readonly Task[], app: App, act: Do, shown: (tasks: Task[]) => void): HTMLElement {
  const may = app.session.rights.includes('run');
  return h('table', { class: 'list tasks' },
    h('thead', {}, h('tr', {}, ...(['schedule.task', 'schedule.times', 'schedule.next', 'schedule.last'] as const).map((k) => h('th', { scope: 'col' }, t(k))), may && h('th', { scope: 'col' }, h('span', { class: 'visually-hidden' }, t('schedule.actions'))))),
    h('tbody', {}, ...tasks.map((task) => h('tr', { class: task.paused ? 'paused' : '', 'data-task': task.task },
      h('td', {}, h('strong', {}, said(task.title)), h('span', { class: 'quiet about' }, said(task.about))),
      h('td', { class: 'n', 'data-label': t('schedule.times') }, said(task.times)),
      h('td', { class: 'n', 'data-label': t('schedule.next') }, task.next_at === null ? h('span', { class: 'tag' }, t('schedule.paused')) : minute(task.next_at)),
      h('td', { class: 'task-last', 'data-label': t('schedule.last') }, last(task, app)),
      may && h('td', { class: 'task-actions' }, ...buttons(task, act, shown))))));
}

function last(task: Task, app: App): HTMLElement {
  if (task.last_at === null) return h('span', { class: 'quiet' }, t('schedule.never'));
  const run = task.last_run_id;
  return h('span', {}, h('span', { class: 'n' }, minute(task.last_at)), ' ',
    run !== null && task.last_run_state !== null && h('button', { type: 'button', class: 'link', onclick: () => app.go({ page: 'runs', run }) }, stateSign(task.last_run_state)),
    task.last_outcome !== null && h('span', { class: 'quiet' }, said(task.last_outcome)));
}

function buttons(task: Task, act: Do, shown: (tasks: Task[]) => void): HTMLElement[] {
  const does = (change: Parameters<typeof changeTask>[1]) => (): void => act(async () => shown(await changeTask(task.task, change)));
  return [
    h('button', { type: 'button', 'data-act': 'run', onclick: does({ action: 'run' }) }, t('schedule.runNow')),
    h('button', { type: 'button', 'data-act': 'pause', onclick: does({ action: task.paused ? 'resume' : 'pause' }) }, t(task.paused ? 'schedule.resume' : 'schedule.pause')),
    h('button', { type: 'button', 'data-act': 'set', onclick: () => askTimes(task, shown) }, t('schedule.set')),
  ];
}

/** Asks for other times: every so many minutes, a time of each day, or cron. */
function askTimes(task: Task, shown: (tasks: Task[]) => void): void {
  const cron = h('input', { id: 'task-cron', type: 'text', spellcheck: 'false', autocomplete: 'off', value: task.cron });
  const usual = ['*/5 * * * *', '*/15 * * * *', '0 * * * *', '0 3 * * *', '0 8 * * 1', '0 2 1 * *', task.usual_cron];
  const choice = h('select', { id: 'task-choice', onchange: () => { if (choice.value !== '') cron.value = choice.value; } },
    h('option', { value: '' }, t('schedule.choose')),
    ...[...new Set(usual)].map((c) => h('option', { value: c }, words[c] === undefined ? t('schedule.usual', { cron: c }) : t(words[c]))));
  const problem = h('p', { class: 'error', role: 'alert', hidden: true });
  const form = h('form', { method: 'dialog', onsubmit: (event) => { event.preventDefault(); void send(); } },
    h('h2', { id: 'times-title' }, t('schedule.timesOf', { task: said(task.title) })),
    h('label', { for: 'task-choice' }, t('schedule.choice')), choice,
    h('label', { for: 'task-cron' }, t('schedule.cron')), cron, h('p', { class: 'quiet' }, t('schedule.cronHelp')), problem,
    h('div', { class: 'actions' }, h('button', { type: 'submit', class: 'primary' }, t('schedule.save')), h('button', { type: 'button', onclick: () => dialog.close() }, t('schedule.cancel'))));
  const dialog = h('dialog', { 'aria-labelledby': 'times-title', class: 'dialog times', onclose: () => dialog.remove() }, form);
  document.body.append(dialog);
  dialog.showModal();

  async function send(): Promise<void> {
    try {
      shown(await changeTask(task.task, { action: 'set', cron: cron.value }));
      dialog.close();
    } catch (error) {
      problem.textContent = told(error);
      problem.hidden = false;
    }
  }
}

const words: Record<string, 'schedule.every5' | 'schedule.every15' | 'schedule.every60' | 'schedule.daily' | 'schedule.weekly' | 'schedule.monthly'> = {
  '*/5 * * * *': 'schedule.every5', '*/15 * * * *': 'schedule.every15', '0 * * * *': 'schedule.every60', '0 3 * * *': 'schedule.daily', '0 8 * * 1': 'schedule.weekly', '0 2 1 * *': 'schedule.monthly',
};
