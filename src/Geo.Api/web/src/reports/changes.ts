import type { App } from '../app.js';
import { h } from '../dom.js';
import { day } from '../format.js';
import { formatRoute, start } from '../route.js';
import { classOf, classified, nameOf, sign } from '../status.js';
import { language, t } from '../texts.js';
import type { Change, Report, Shot } from './api.js';

/** What changed in the month: each site with both statuses, who decided, and its pictures. */
export function makeChanges(report: Report, app: App): HTMLElement {
  return h('section', { 'aria-labelledby': 'report-changes', class: 'report-changes' }, h('h3', { id: 'report-changes' }, t('reports.changes', { n: report.changes.length })),
    report.changes.length === 0 ? h('p', { class: 'quiet' }, t('reports.noChange')) : h('ul', {}, ...report.changes.map(row)));

  function row(c: Change): HTMLElement {
    return h('li', {},
      h('p', {}, h('a', { href: formatRoute({ ...start, room: 'mines', site: c.code, lang: app.route().lang }) }, `${c.name} `, h('span', { class: 'code' }, c.code)), ' ',
        ...(c.known_before ? status(c.before) : [t('reports.newlyListed')]), ' → ', ...status(c.status)),
      h('p', { class: 'quiet' }, c.decided_by === null ? t('reports.byRegister') : t('reports.decided', { name: c.decided_by, date: c.decided_at === null ? '' : day(c.decided_at) }), c.reason !== null && ` · ${c.reason}`),
      c.pictures !== null && h('div', { class: 'pictures' }, figure(t('review.before'), c, c.pictures.before), figure(t('review.after'), c, c.pictures.after)),
      c.pictures !== null && h('p', { class: 'quiet' }, c.pictures.why));
  }

  function status(code: string | null): (Node | string)[] {
    const classes = classified['mine-sites'];
    const one = classes && classOf(classes, code);
    return one ? [sign(one), ` ${nameOf(one, language())}`] : [code ?? ''];
  }

  function figure(name: string, c: Change, shot: Shot | null): HTMLElement | null {
    return shot === null ? null : h('figure', {}, h('figcaption', {}, `${name} ${day(shot.at)} · ${shot.sensor}`),
      h('img', { src: shot.image, width: 240, height: 240, alt: `${c.name} ${name} ${day(shot.at)}`, loading: 'lazy' }));
  }
}
