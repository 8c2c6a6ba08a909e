import type { App } from '../../app.js';
import { h } from '../../dom.js';
import type { Child } from '../../dom.js';
import { day, number } from '../../format.js';
import { maybe, t } from '../../texts.js';
import { worded } from '../api.js';
import type { Sheet } from '../api.js';
import { statusSign } from '../progressPanel.js';
import { changeText } from '../tell.js';
import { trace } from './links.js';

/** The site against the action plan, and what the satellites propose. */
export function planFacts(sheet: Sheet): HTMLElement {
  const plan = sheet.plan;
  const rows: [string, Child, boolean?][] = [
    [t('site.plannedYear'), plan?.plannedYear === null || plan === null ? t('fact.notStated') : String(plan.plannedYear), plan?.plannedYear === null],
    [t('site.planState'), plan === null ? t('fact.noEvidence') : maybe(`value.plan_state.${plan.state}`) ?? plan.state],
    [t('site.late'), plan?.monthsLate === null || plan === null ? t('fact.noEvidence') : plan.monthsLate === 0 ? t('site.inTime') : t('site.months', { n: number(plan.monthsLate) })],
    ...(plan?.finishedAt == null ? [] : [[t('site.finished'), day(plan.finishedAt)] as [string, Child]]),
  ];
  const proposal = sheet.proposal;
  return h('div', {}, h('dl', { class: 'facts' }, ...rows.flatMap(([title, value, missing]) => [h('dt', {}, title), h('dd', { class: missing === true ? 'missing' : '' }, value)])),
    proposal && h('p', { class: 'proposal' }, h('strong', {}, t('site.proposal')), ' ', proposal.status === null ? h('span', { class: 'missing' }, t('fact.noEvidence')) : statusSign(proposal.status)),
    proposal && h('p', { class: 'quiet' }, worded(proposal.evidence) ?? '', proposal.rule === null ? null : ` (${t('site.rule')} ${proposal.rule})`));
}

/** How it goes on: a year's change with its interval, what changed the ground. */
export function trendFacts(sheet: Sheet, app: App): HTMLElement {
  const tr = sheet.trend;
  return h('div', {}, h('h3', {}, t('site.trend')),
    tr === null ? h('p', { class: 'missing' }, t('site.noTrend'))
      : h('p', {}, t('site.trendOf', { of: maybe(`value.trend.${tr.of}`) ?? tr.of, change: changeText(tr.perYear, tr.low, tr.high), p: tr.p === null ? '–' : number(tr.p, 3), seasons: tr.seasons ?? 0 }), trace(sheet, 'trend_per_year')),
    h('h3', {}, t('site.changes')),
    sheet.changes.length === 0 ? h('p', { class: 'quiet' }, t('site.noChanges'))
      : h('ul', { class: 'plain' }, ...sheet.changes.map((c) => h('li', {}, h('strong', {}, maybe(`value.kind.${c.kind}`) ?? c.kind), ` ${day(c.at)}`, c.share === null ? null : ` · ${t('site.step', { share: number(c.share, 2) })}`,
        ...c.scenes.map((s) => h('button', { type: 'button', class: 'link scene-link', onclick: () => app.go({ room: 'map', scene: s, before: null, selected: { layer: 'mine-sites', id: sheet.code } }) }, s))))));
}
