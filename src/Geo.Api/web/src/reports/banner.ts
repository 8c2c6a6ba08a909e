import type { App } from '../app.js';
import { fill, h } from '../dom.js';
import { formatRoute, start } from '../route.js';
import { t } from '../texts.js';
import type { OpenReport } from './api.js';
import { dueText } from './words.js';

/** On every page from the 3rd until the month's report is frozen: which is due, by when, and a way to it. */
export function makeReportBanner(app: App): { element: HTMLElement; update(): void } {
  const element = h('div', { class: 'banner report-due', role: 'note', hidden: true });
  return {
    element,
    update() {
      const urgent = app.session.reports.filter((r) => r.urgent);
      const first = urgent[0];
      element.hidden = first === undefined;
      if (first === undefined) return;
      element.classList.toggle('overdue', first.overdue);
      fill(element, link(app, first), urgent.length > 1 && ` · ${t('reports.bannerMore', { n: urgent.length - 1 })}`);
    },
  };
}

/** The open reports as tasks, until each is marked as sent. */
export function makeReportTasks(app: App): HTMLElement {
  return h('ul', { class: 'report-task', id: 'todo-reports', 'aria-label': t('reports.todo') }, ...app.session.reports.map((r) => h('li', {}, h('p', { class: r.overdue ? 'overdue' : 'due' }, link(app, r)))));
}

function link(app: App, report: OpenReport): HTMLAnchorElement {
  const own = { month: report.month };
  return h('a', { href: formatRoute({ ...start, room: 'reports', lang: app.route().lang, own }), onclick: (event) => { event.preventDefault(); app.go({ room: 'reports', own }); } }, dueText(report));
}
