import { ApiError } from '../http.js';
import { signedIn, told } from '../act.js';
import type { App, Room } from '../app.js';
import { fill, h } from '../dom.js';
import { formatRoute, start } from '../route.js';
import type { Route } from '../route.js';
import { t } from '../texts.js';
import { draft, getReport, getReports, runEnded } from './api.js';
import type { Reports } from './api.js';
import { makeReportPage } from './page.js';
import { dueText, monthName, stateName } from './words.js';

/** 报告: what is to be sent by the 5th. The month list on the left, the month's report beside it. */
export function openReportsRoom(host: HTMLElement, app: App): Room {
  let aborter = new AbortController();
  const task = h('div', { class: 'report-task', role: 'status', id: 'report-task' });
  const months = h('nav', { class: 'report-months', 'aria-label': t('reports.months') });
  const page = h('div', { class: 'report-page' });
  const problem = h('p', { class: 'error', role: 'alert', hidden: true });
  fill(host, h('div', { class: 'work-page reports-room' }, h('h1', {}, t('reports.title')), task, problem, h('div', { class: 'report-columns' }, months, page)));
  return { show, close() { aborter.abort(); } };

  function show(route: Route): void {
    aborter.abort();
    aborter = new AbortController();
    void load(route, aborter.signal);
  }

  async function load(route: Route, signal: AbortSignal): Promise<void> {
    problem.hidden = true;
    try {
      const reports = await signedIn(app, () => getReports(signal));
      if (reports === null) {
        fill(page, h('p', { class: 'empty' }, t('reports.signIn'), ' ', h('button', { type: 'button', onclick: () => show(app.route()) }, t('top.signIn'))));
        return;
      }
      const wanted = route.own.month ?? reports.open[0]?.month ?? reports.reports[0]?.month ?? reports.month;
      const known = reports.reports.some((r) => r.month === wanted);
      const version = /^\d+$/.test(route.own.version ?? '') ? Number(route.own.version) : null;
      const report = known ? await getReport(wanted, version, signal) : null;
      if (signal.aborted) return;
      fill(task, ...(reports.open.length === 0 ? [h('p', {}, t('reports.nothingOpen', { month: monthName(reports.month), date: reports.due_on }))]
        : reports.open.map((o) => h('p', { class: o.overdue ? 'overdue' : 'due' }, h('strong', {}, dueText(o)), ' ', o.month !== wanted && link(o.month, null, t('reports.openIt'))))));
      listMonths(reports, wanted);
      if (report === null) fill(page, h('p', { class: 'empty' }, t('reports.none', { month: monthName(wanted) })), h('p', {}, makeButton(wanted)));
      else fill(page, makeReportPage(report, app, { reload: () => show(app.route()), link, draftButton: makeButton(report.month) }));
    } catch (error) {
      if (signal.aborted) return;
      problem.textContent = told(error);
      problem.hidden = false;
      if (error instanceof ApiError && error.status === 404) fill(page);
    }
  }

  function listMonths(reports: Reports, open: string): void {
    const all = [...new Set([...reports.open.map((o) => o.month), ...reports.reports.map((r) => r.month)])].sort().reverse();
    fill(months, h('h2', {}, t('reports.months')), h('ul', {}, ...all.map((month) => {
      const brief = reports.reports.find((r) => r.month === month);
      const state = brief?.state ?? 'missing';
      const entry = link(month, null, monthName(month));
      if (month === open) entry.setAttribute('aria-current', 'page');
      return h('li', {}, entry, h('span', { class: `report-state ${state}` }, stateName(state)), h('span', { class: 'quiet' }, t('reports.dueOn', { date: brief?.due_on ?? reports.open.find((o) => o.month === month)?.due_on ?? '' })));
    })));
  }

  function link(month: string, version: number | null, name: string): HTMLAnchorElement {
    const own: Record<string, string> = version === null ? { month } : { month, version: String(version) };
    return h('a', { href: formatRoute({ ...start, room: 'reports', lang: app.route().lang, own }), onclick: (event) => { event.preventDefault(); app.go({ own }); } }, name);
  }

  function makeButton(month: string): HTMLButtonElement {
    const button = h('button', { type: 'button', id: 'report-draft', onclick: () => void make() }, t('reports.draft'));
    return button;

    async function make(): Promise<void> {
      const signal = aborter.signal;
      button.disabled = true;
      button.textContent = t('reports.drafting');
      try {
        const id = await signedIn(app, () => draft(month));
        for (let state = { ended: id === null, error: null as string | null }; !state.ended && id !== null && !signal.aborted;) {
          await new Promise((resolve) => setTimeout(resolve, 700));
          state = await runEnded(id, signal);
          if (state.error !== null) throw new Error(state.error);
        }
        if (!signal.aborted) {
          app.say(t('reports.drafted', { month: monthName(month) }));
          void app.refreshSession();
          show(app.route());
        }
      } catch (error) {
        if (signal.aborted) return;
        problem.textContent = told(error);
        problem.hidden = false;
        button.disabled = false;
        button.textContent = t('reports.draft');
      }
    }
  }
}

