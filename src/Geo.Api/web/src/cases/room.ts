import { getScenes } from '../api.js';
import type { Scene } from '../api.js';
import { signedIn, told } from '../act.js';
import type { App, Room } from '../app.js';
import { fill, h } from '../dom.js';
import { formatRoute, start } from '../route.js';
import type { Route } from '../route.js';
import { t } from '../texts.js';
import { getBoard } from './api.js';
import type { Board } from './api.js';
import { makeBoard } from './board.js';
import { openCase } from './page.js';
import { openReport } from './report.js';

/** 线索: who must do what by when? The board, a case's page, a report. */
export function openCasesRoom(host: HTMLElement, app: App): Room {
  const stop = new AbortController();
  let board: Board | null = null;
  let scenes: Scene[] = [];
  let sheet: { id: string; close(): void } | null = null;
  const view = makeBoard(app);
  const problem = h('p', { class: 'error', role: 'alert', hidden: true });
  const wanted = h('div', { hidden: true });
  const report = h('button', { type: 'button', id: 'cases-new', class: 'primary', hidden: true, onclick: () => app.go({ own: { new: 'yes' } }) }, t('cases.report'));
  const listing = h('div', { class: 'work-page cases-room' },
    h('div', { class: 'section-head' }, h('h1', {}, t('cases.title')), h('span', { class: 'quiet' }, t('cases.question')), h('span', { class: 'spacer' }),
      h('a', { class: 'button', href: formatRoute({ ...start, lang: app.route().lang, room: 'field' }) }, t('cases.phone')), report),
    problem, wanted, view.element);
  const page = h('div', { class: 'site-host', hidden: true });
  fill(host, listing, page);

  async function load(): Promise<void> {
    problem.hidden = true;
    try {
      const found = await signedIn(app, () => getBoard(stop.signal));
      wanted.hidden = found !== null;
      view.element.hidden = found === null;
      if (found === null) {
        fill(wanted, h('p', { class: 'empty' }, t('cases.signIn'), ' ', h('button', { type: 'button', onclick: () => void reload() }, t('top.signIn'))));
        return;
      }
      board = found;
      report.hidden = !found.may_report;
      if (scenes.length === 0) scenes = await getScenes(stop.signal).catch(() => []);
    } catch (error) {
      if (stop.signal.aborted) return;
      problem.textContent = t('error.server', { reason: told(error) });
      problem.hidden = false;
    }
  }

  async function reload(): Promise<void> {
    await load();
    if (!stop.signal.aborted) draw(app.route());
  }

  function draw(route: Route): void {
    if (board === null) return;
    const id = route.own.case ?? null, fresh = route.own.new === 'yes';
    listing.hidden = id !== null || fresh;
    page.hidden = !listing.hidden;
    const now = fresh ? 'new' : id;
    if (sheet !== null && sheet.id !== now) { sheet.close(); sheet = null; }
    if (now === null) { view.show(board, route); return; }
    sheet ??= fresh
      ? { id: 'new', close: openReport(page, app, (made) => { void load().then(() => app.go({ own: { case: made } })); }) }
      : { id: now, close: openCase(page, app, now, board.units, scenes, () => load()) };
  }

  return {
    show(route) { if (board === null) void reload(); else draw(route); },
    close() { stop.abort(); sheet?.close(); },
  };
}
