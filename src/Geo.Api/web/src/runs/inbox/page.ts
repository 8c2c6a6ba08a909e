import { signedIn, told } from '../../act.js';
import type { App, Room } from '../../app.js';
import { fill, h } from '../../dom.js';
import { t } from '../../texts.js';
import { getInbox, getSchedule, upload } from './api.js';
import type { Inbox, Task } from './api.js';
import { itemsTable, size } from './items.js';
import { tasksTable } from './tasks.js';

/** 收件箱与计划: what was dropped and how it fares; what is done by itself, and when. */
export function openInboxPage(host: HTMLElement, app: App): Room {
  const aborter = new AbortController();
  let timer = 0;
  let drawn = '';
  const problem = h('p', { class: 'error', role: 'alert', hidden: true });
  const where = h('div', { class: 'inbox-where' });
  const open = h('div', { class: 'table-box', 'aria-live': 'polite' }, h('p', { class: 'quiet' }, t('loading')));
  const ended = h('div', { class: 'table-box' });
  const tasks = h('div', { class: 'table-box' }, h('p', { class: 'quiet' }, t('loading')));
  const sections = [
    h('section', { 'aria-labelledby': 'inbox-title' }, h('div', { class: 'section-head' }, h('h1', { id: 'inbox-title' }, t('inbox.title')), where), open),
    h('section', { 'aria-labelledby': 'schedule-title' }, h('div', { class: 'section-head' }, h('h1', { id: 'schedule-title' }, t('schedule.title'))), tasks),
    h('section', { 'aria-labelledby': 'ended-title' }, h('div', { class: 'section-head' }, h('h1', { id: 'ended-title' }, t('inbox.ended'))), ended),
  ];
  const body = h('div', {}, ...sections);
  fill(host, h('div', { class: 'inbox-page lists' }, problem, body));
  void refresh(true);

  async function refresh(ask: boolean): Promise<void> {
    window.clearTimeout(timer);
    let moving = false;
    try {
      const found = ask ? await signedIn(app, both) : app.session.can_write ? await both() : null;
      if (aborter.signal.aborted) return;
      if (found === null) {
        fill(body, h('p', { class: 'empty' }, t('inbox.signIn'), ' ', h('button', { type: 'button', onclick: () => void refresh(true) }, t('top.signIn'))));
        return;
      }
      if (!body.contains(open)) fill(body, ...sections);
      problem.hidden = true;
      moving = found[0].open.length > 0;
      draw(found[0], found[1]);
    } catch (error) {
      if (aborter.signal.aborted) return;
      complain(error);
    }
    timer = window.setTimeout(() => void refresh(false), moving ? 4000 : 20_000);
  }

  function both(): Promise<[Inbox, Task[]]> { return Promise.all([getInbox(aborter.signal), getSchedule(aborter.signal)]); }

  /** What has not changed is left alone, so that the focus stays. */
  function draw(inbox: Inbox, list: Task[]): void {
    const now = JSON.stringify([inbox, list]);
    if (now === drawn) return;
    drawn = now;
    const mayUpload = app.session.rights.includes('run') && inbox.problem === null;
    if (where.childElementCount === 0 || inbox.problem !== null) {
      fill(where, inbox.folder !== null && h('span', { class: 'quiet' }, t('inbox.folder', { folder: inbox.folder })), mayUpload && uploader(inbox.upload_bytes));
    }
    if (inbox.problem !== null) fill(open, h('p', { class: 'error', role: 'alert' }, inbox.problem));
    else fill(open, inbox.open.length === 0 ? h('p', { class: 'empty' }, t('inbox.empty')) : itemsTable(inbox.open, app, false));
    fill(ended, inbox.ended.length === 0 ? h('p', { class: 'empty' }, t('inbox.nothingEnded')) : itemsTable(inbox.ended, app, true));
    drawTasks(list);
  }

  function drawTasks(list: Task[]): void {
    const active = document.activeElement;
    const [row, does] = [active?.closest('tr')?.getAttribute('data-task') ?? null, active?.getAttribute('data-act') ?? null];
    fill(tasks, tasksTable(list, app, act, drawTasks));
    if (row !== null && does !== null) tasks.querySelector<HTMLButtonElement>(`tr[data-task="${row}"] button[data-act="${does}"]`)?.focus();
  }

  function act(what: () => Promise<void>): void {
    problem.hidden = true;
    signedIn(app, what).then(() => void refresh(false), complain);
  }

  function uploader(most: number): HTMLElement {
    const file = h('input', { type: 'file', id: 'inbox-file', accept: '.tif,.tiff,.img,.jp2,.zip,.tar,.gz,.tgz', class: 'visually-hidden' });
    const name = h('label', { for: 'inbox-file', class: 'button' }, t('inbox.upload'));
    file.addEventListener('change', () => {
      const chosen = file.files?.[0];
      if (!chosen) return;
      if (chosen.size > most) { complain(new Error(t('inbox.tooLarge', { size: size(most) }))); return; }
      name.textContent = t('inbox.uploading', { name: chosen.name });
      file.disabled = true;
      signedIn(app, () => upload(chosen)).then(() => { app.say(t('inbox.uploaded', { name: chosen.name })); }, complain).finally(() => {
        name.textContent = t('inbox.upload');
        file.disabled = false;
        file.value = '';
        void refresh(false);
      });
    });
    return h('span', { class: 'uploader' }, file, name);
  }

  function complain(error: unknown): void {
    problem.textContent = told(error);
    problem.hidden = false;
  }

  return {
    show() { /* the address says no more than the page */ },
    close() { aborter.abort(); window.clearTimeout(timer); },
  };
}
