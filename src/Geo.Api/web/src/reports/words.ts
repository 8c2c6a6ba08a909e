import { language, t } from '../texts.js';
import type { Key } from '../texts.js';
import type { OpenReport, ReportState } from './api.js';

const states: Record<ReportState, Key> = { missing: 'reports.state.missing', draft: 'reports.state.draft', frozen: 'reports.state.frozen', sent: 'reports.state.sent' };
export function stateName(state: ReportState): string { return t(states[state]); }

/** A month in words: 2026年8月, August 2026. */
export function monthName(month: string): string {
  const [year = '', number = ''] = month.split('-');
  return language() === 'zh' ? t('reports.monthName', { year, month: Number(number) })
    : new Date(Date.UTC(Number(year), Number(number) - 1, 1)).toLocaleDateString('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' });
}

/** What is to be done about an open report, and by when. */
export function dueText(open: OpenReport): string {
  const values = { month: monthName(open.month), date: open.due_on, state: stateName(open.state) };
  if (open.state === 'frozen') return t(open.overdue ? 'reports.sendLate' : 'reports.send', values);
  return t(open.overdue ? 'reports.overdue' : 'reports.due', values);
}

const sections: Record<string, Key> = {
  sites: 'reports.section.sites', dumps: 'reports.section.dumps', funding: 'reports.section.funding', cases: 'reports.section.cases',
  river: 'reports.section.river', watched: 'reports.section.watched', next: 'reports.section.next',
};
export function sectionName(section: string): string {
  const key = sections[section];
  return key === undefined ? section : t(key);
}

const sentences: Record<string, Key> = {
  opening: 'reports.sentence.opening', 'sites.summary': 'reports.section.sites', 'sites.changes': 'reports.sentence.changes', 'dumps.summary': 'reports.section.dumps',
  'funding.summary': 'reports.section.funding', 'river.summary': 'reports.section.river', 'cases.summary': 'reports.section.cases', 'watched.summary': 'reports.section.watched',
};
export function sentenceName(key: string): string {
  const name = sentences[key];
  return name === undefined ? key : t(name);
}
