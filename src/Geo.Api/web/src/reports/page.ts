import type { App } from '../app.js';
import { h } from '../dom.js';
import { minute, number } from '../format.js';
import { formatRoute, start } from '../route.js';
import type { RoomId } from '../route.js';
import { language, t } from '../texts.js';
import type { Key } from '../texts.js';
import { figure } from './api.js';
import type { Report } from './api.js';
import { makeActions } from './actions.js';
import { makeChanges } from './changes.js';
import { makeCorrections } from './corrections.js';
import { makePreview } from './preview.js';
import { stateName } from './words.js';

export interface Around { reload: () => void; link: (month: string, version: number | null, name: string) => HTMLAnchorElement; draftButton: HTMLButtonElement }

const keyFigures: [string, Key, RoomId][] = [
  ['sites.finished', 'reports.figure.finished', 'mines'], ['sites.changed', 'reports.figure.changed', 'mines'], ['sites.overdue', 'reports.figure.overdueSites', 'mines'],
  ['dumps.total', 'reports.figure.dumps', 'dumps'], ['dumps.I', 'reports.figure.gradeI', 'dumps'], ['funding.cost_wan', 'reports.figure.cost', 'priority'],
  ['river.total', 'reports.figure.river', 'dumps'], ['cases.opened', 'reports.figure.opened', 'cases'], ['cases.closed', 'reports.figure.closed', 'cases'], ['cases.overdue', 'reports.figure.overdueCases', 'cases'],
];

/** A month's report: what to send, what changed, the text, the tables. */
export function makeReportPage(report: Report, app: App, around: Around): HTMLElement {
  const newest = report.versions[0]?.version === report.version;
  const editable = report.state === 'draft' && newest && app.session.rights.includes('report');
  const corrections = makeCorrections(report, app, editable, around.reload);
  const download = (path: string, lang: string): string => `${path}&lang=${lang}`;
  return h('article', { class: 'report', 'aria-labelledby': 'report-title' },
    h('header', { class: 'report-head' }, h('h2', { id: 'report-title' }, report.title), h('span', { class: `report-state ${report.state}`, id: 'report-state' }, stateName(report.state)),
      h('span', { class: 'quiet' }, t('reports.version', { n: report.version })), h('span', { class: 'quiet' }, t('reports.dueOn', { date: report.due_on }))),
    h('p', { class: 'quiet' }, t('reports.knownAt', { at: minute(report.known_at) }),
      report.frozen_at !== null && ` · ${t('reports.frozenBy', { name: report.frozen_by ?? '', at: minute(report.frozen_at) })}`,
      report.sent_at !== null && ` · ${t('reports.sentBy', { name: report.sent_by ?? '', at: minute(report.sent_at) })}${report.sent_note === null ? '' : ` (${report.sent_note})`}`,
      report.run_id !== null && ' · ', report.run_id !== null && h('a', { href: formatRoute({ ...start, room: 'runs', run: report.run_id, lang: app.route().lang }) }, t('reports.run'))),
    h('div', { class: 'report-tools' },
      h('a', { class: 'button primary', id: 'report-docx', href: download(report.docx, language()), download: true }, t('reports.docx')),
      h('a', { class: 'button', id: 'report-xlsx', href: download(report.xlsx, language()), download: true }, t('reports.xlsx')),
      ...makeActions(report, app, newest, around)),
    ...report.missing.map((m) => h('p', { class: 'note-box' }, t('reports.missing', { why: m.why }))),
    ...report.notes.map((n) => h('p', { class: 'quiet' }, n)),
    h('section', { 'aria-labelledby': 'report-figures' }, h('h3', { id: 'report-figures' }, t('reports.figures')),
      h('dl', { class: 'report-figures' }, ...keyFigures.map(([key, name, room]) => {
        const value = figure(report, key);
        return h('div', {}, h('dt', {}, h('a', { href: formatRoute({ ...start, room, lang: app.route().lang }) }, t(name))),
          h('dd', { 'data-key': key, class: value === null ? 'missing' : '' }, value === null ? t('reports.noData') : number(value)));
      }))),
    makePreview(report),
    makeChanges(report, app),
    corrections.text,
    corrections.tables,
    h('section', {}, h('h3', {}, t('reports.map')), h('img', { class: 'report-map', src: download(report.map, language()), alt: t('reports.mapAlt'), width: 640, height: 640, loading: 'lazy' })),
    report.versions.length > 1 && h('section', {}, h('h3', {}, t('reports.versions')), h('ul', {}, ...report.versions.map((v) => h('li', {},
      around.link(v.month, v.version, t('reports.version', { n: v.version })), ` ${stateName(v.state)}`, v.reopened_reason !== null && ` — ${t('reports.reopenedWhy', { reason: v.reopened_reason })}`)))));
}
