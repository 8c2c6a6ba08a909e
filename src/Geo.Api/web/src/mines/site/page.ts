import { ApiError, getScenes } from '../../api.js';
import type { Scene } from '../../api.js';
import { told } from '../../act.js';
import type { App, Room } from '../../app.js';
import { fill, h } from '../../dom.js';
import { hectares, mu } from '../../format.js';
import { knownName, knownOn, knownUntil } from '../../known.js';
import { stepsTable } from '../../lists/history.js';
import { formatRoute } from '../../route.js';
import type { Route } from '../../route.js';
import { language, maybe, t } from '../../texts.js';
import { getSheet } from '../api.js';
import type { Sheet } from '../api.js';
import { statusSign } from '../progressPanel.js';
import { alertList } from './alerts.js';
import { makeChart } from './chart.js';
import { makeDecision } from './decision.js';
import { links } from './links.js';
import { makePair } from './pair.js';
import { planFacts, trendFacts } from './plan.js';
import { verdictPanel } from './verdict.js';

/** One mine site: what happened there, how sure we are, what is missing, and what a person decides. */
export function openSite(host: HTMLElement, app: App, code: string, changed: () => void): Room {
  const aborter = new AbortController();
  let asked: string | null = null;
  let closeChart: (() => void) | null = null;
  let turn = 0;
  fill(host, h('p', { class: 'quiet' }, t('loading')));

  async function load(): Promise<void> {
    const mine = ++turn;
    try {
      const [sheet, scenes] = await Promise.all([getSheet(code, aborter.signal), getScenes(aborter.signal).catch(() => [])]);
      if (aborter.signal.aborted || mine !== turn) return;
      const until = knownUntil(knownOn());
      draw(sheet, scenes.filter((s) => until === null || Date.parse(s.acquired_at) <= until));
    } catch (error) {
      if (aborter.signal.aborted || mine !== turn) return;
      asked = null;
      const gone = error instanceof ApiError && error.status === 404;
      fill(host, back(), h('p', { class: 'error', role: 'alert' },
        gone ? t(knownOn() === null ? 'site.gone' : 'site.goneThen', { code, date: knownName() }) : t('error.server', { reason: told(error) })));
    }
  }

  function draw(sheet: Sheet, scenes: Scene[]): void {
    closeChart?.();
    const p = sheet.properties;
    const named = (key: string): string | null => (typeof p[key] === 'string' && p[key] !== '' ? p[key] : null);
    const name = (language() === 'en' ? named('name_en') : null) ?? named('name') ?? code;
    const area = typeof p.listed_area_m2 === 'number' ? p.listed_area_m2 : typeof p.area_m2 === 'number' ? p.area_m2 : null;
    const mode = named('restoration_mode');
    const about = [named('town'), named('mineral'), mode === null ? null : maybe(`value.restoration_mode.${mode}`) ?? mode,
      area === null ? null : t('area', { hectares: hectares(area), mu: mu(area) }), named('lead_unit')].filter((x) => x !== null);
    const chart = makeChart(sheet);
    const pair = makePair(sheet, scenes, app);
    closeChart = () => chart.close();
    const part = (title: string, kind: string, ...content: (Node | null)[]): HTMLElement => h('section', { class: `panel ${kind}` }, h('h2', {}, title), ...content);
    document.title = `${code} ${name} · ${t('room.mines')}`;
    fill(host, h('article', { class: 'site-page', 'aria-labelledby': 'site-title' },
      h('header', { class: 'site-head' }, back(),
        h('div', {}, h('p', { class: 'kicker' }, code), h('h1', { id: 'site-title', tabindex: -1 }, name)),
        h('p', { class: 'site-status' }, statusSign(typeof p.status === 'string' ? p.status : null)),
        h('p', { class: 'quiet site-about' }, about.join(' · ')),
        links(sheet, app)),
      alertList(sheet, app, again),
      part(t('site.pair'), 'pair', pair.element),
      part(t('site.verdict'), 'verdict', verdictPanel(sheet)),
      part(t('site.curve'), 'curve-panel', chart.element),
      h('div', { class: 'stacked' }, part(t('site.decision'), 'decide', makeDecision(sheet, app, again)),
        part(t('site.plan'), 'plan', planFacts(sheet), trendFacts(sheet, app))),
      part(t('site.history'), 'history', stepsTable(sheet.history, statusSign, app))));
    chart.draw();
    void pair.load(aborter.signal);
  }

  function again(): void {
    changed();
    void load().then(() => document.getElementById('site-title')?.focus());
  }

  function back(): HTMLElement {
    return h('a', { class: 'back', href: formatRoute({ ...app.route(), site: null }), onclick: (event) => {
      const mouse = event as MouseEvent;
      if (mouse.ctrlKey || mouse.metaKey || mouse.shiftKey) return;
      event.preventDefault();
      app.go({ site: null });
    } }, t('site.back'));
  }

  return {
    show(route: Route) {
      const wanted = `${route.on ?? ''} ${app.session.rights.join()}`;
      if (wanted === asked) return;
      asked = wanted;
      void load();
    },
    close() {
      aborter.abort();
      closeChart?.();
      fill(host);
    },
  };
}
