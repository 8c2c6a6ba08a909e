import 'ol/ol.css';
import './css/base.css';
import './css/shell.css';
import './css/map.css';
import './css/draw.css';
import './css/runs.css';
import './css/inbox.css';
import './css/review.css';
import './css/pages.css';
import './css/mines.css';
import './css/site.css';
import './css/dumps.css';
import './css/people.css';
import './css/volumes.css';
import './css/field.css';
import './css/cases.css';
import './css/reports.css';
import './css/priority.css';
import './css/registers.css';
import { getScenes, getSession, nobody, signOut, speak } from './api.js';
import type { Session } from './api.js';
import type { App, Guard, Room } from './app.js';
import { h } from './dom.js';
import { day } from './format.js';
import { openCasesRoom } from './cases/room.js';
import { openDumpsRoom } from './dumps/room.js';
import { openFieldForm } from './field/form.js';
import { knowOn } from './known.js';
import { openMapRoom } from './map/room.js';
import { openMinesRoom } from './mines/room.js';
import { formatRoute, ownRooms, parseRoute, start } from './route.js';
import type { Lang, RoomId, Route } from './route.js';
import { openPeopleRoom } from './people/room.js';
import { openPriorityRoom } from './priority/room.js';
import { openReportsRoom } from './reports/room.js';
import { openReviewRoom } from './review/room.js';
import { openRunsRoom } from './runs/room.js';
import { makeShell } from './shell.js';
import type { Shell } from './shell.js';
import { askSignIn } from './signin.js';
import { language, setLanguage, t } from './texts.js';
import { openToDoPage } from './todo/page.js';

const host = document.getElementById('app') ?? document.body.appendChild(h('div', { id: 'app' }));
let route: Route = parseRoute(location.pathname, location.search);
let session: Session = nobody;
let room: Room | null = null;
let shell: Shell | null = null;
let toastTimer = 0;
let asking: Promise<boolean> | null = null;
let guard: Guard | null = null;
/** The map as it was left, so that coming back from another room finds it there. */
let lastMap: Partial<Route> = {};

const rooms: Record<RoomId, (host: HTMLElement, app: App) => Room> = { map: openMapRoom, mines: openMinesRoom, dumps: openDumpsRoom, priority: openPriorityRoom, cases: openCasesRoom, reports: openReportsRoom, runs: openRunsRoom, review: openReviewRoom, people: openPeopleRoom, todo: openToDoPage, field: openFieldForm };

const app: App = {
  get session() { return session; },
  route: () => route,
  go(change, how = 'push') {
    const from = route;
    const to = { ...from, ...(change.room === 'map' && from.room !== 'map' ? lastMap : {}), ...change };
    if (how === 'push' && guard?.mayLeave(to) === false) return;
    if (from.room === 'map') lastMap = { ...from, draw: null };
    route = change.room === 'runs' && from.room !== 'runs' ? { ...to, page: change.page ?? 'runs', run: change.run ?? null, aoi: change.aoi ?? null } : to;
    const address = formatRoute(route);
    if (address !== location.pathname + location.search) history[how === 'push' ? 'pushState' : 'replaceState'](null, '', address);
    if (how === 'push') arrive(from);
  },
  say(text, aside = false) {
    const toast = document.getElementById('toast');
    if (!toast) return;
    if (aside && toast.classList.contains('shown') && !toast.classList.contains('aside')) {
      // What is only for the ear does not take away what is being read.
      const ear = document.getElementById('toast-aside');
      if (ear) ear.textContent = text;
      return;
    }
    toast.textContent = text;
    toast.classList.toggle('aside', aside);
    toast.classList.add('shown');
    window.clearTimeout(toastTimer);
    toastTimer = window.setTimeout(() => toast.classList.remove('shown'), 4000);
  },
  guard(next) { guard = next; },
  async signIn() {
    // One dialog, however many ask for it.
    asking ??= askSignIn().finally(() => { asking = null; });
    const taken = await asking;
    if (taken) {
      await app.refreshSession();
      // It may show more now; the rooms with a view of their own look themselves, so that nothing typed is lost.
      if ((route.room === 'map' || route.room === 'mines') && guard?.dirty() !== true) reopen();
      else if (route.room === 'review' || ownRooms.some((r) => r === route.room)) room?.show(route);
      app.say(t('signIn.done'));
    }
    return taken;
  },
  async signOut() {
    await signOut();
    await app.refreshSession();
    reopen(); // what was shown may not be shown any more
    app.say(t('account.signedOut'));
  },
  async refreshSession() {
    session = await getSession();
    shell?.update();
  },
};

function reopen(): void {
  room?.close();
  room = null;
  arrive(null);
}

function arrive(from: Route | null): void {
  if (!shell) return;
  knowOn(route.on);
  if (from?.room !== route.room || !room) {
    room?.close();
    shell.main.replaceChildren();
    room = rooms[route.room](shell.main, app);
    room.show(route);
  } else {
    room.show(route);
  }
  shell.update();
}

function build(lang: Lang): void {
  room?.close();
  room = null;
  setLanguage(lang);
  speak(lang);
  shell = makeShell(host, app, () => {
    if (guard?.mayLeave(start) === false) return;
    const other = language() === 'zh' ? 'en' : 'zh';
    remember(other);
    app.go({ lang: other }, 'replace');
    build(other);
  });
  arrive(null);
  const top = shell;
  // The district's name follows the language.
  getSession().then((s) => { session = s; top.update(); }, () => undefined);
  getScenes().then((scenes) => {
    const newest = scenes[0];
    top.date(newest ? t('top.asKnown', { date: day(newest.acquired_at) }) : '');
  }, () => top.date(''));
}

function remember(lang: Lang): void {
  try { localStorage.setItem('lang', lang); } catch { /* a browser that keeps nothing */ }
}
function remembered(): Lang | null {
  try {
    const kept = localStorage.getItem('lang');
    return kept === 'zh' || kept === 'en' ? kept : null;
  } catch { return null; }
}

/** Whose data this is, for a page that opens without a network: synthetic data wears its banner there too. */
function rememberPlace({ synthetic, district }: Session): void {
  try { localStorage.setItem('place', JSON.stringify({ synthetic, district })); } catch { /* a browser that keeps nothing */ }
}
function rememberedPlace(): Partial<Session> {
  try {
    const kept = JSON.parse(localStorage.getItem('place') ?? '{}') as { synthetic?: unknown; district?: unknown };
    return { synthetic: kept.synthetic === true, district: typeof kept.district === 'string' ? kept.district : '' };
  } catch { return {}; }
}

window.addEventListener('popstate', () => {
  const from = route, to = { ...start, ...parseRoute(location.pathname, location.search) };
  if (guard?.mayLeave(to) === false) { history.pushState(null, '', formatRoute(route)); return; }
  route = to;
  if (route.lang && route.lang !== language()) build(route.lang);
  else arrive(from);
});

void (async () => {
  let failed: string | null = null;
  try {
    session = await getSession();
    rememberPlace(session);
  } catch (error) {
    failed = error instanceof Error ? error.message : '';
    session = { ...nobody, ...rememberedPlace() };
  }
  build(route.lang ?? remembered() ?? session.lang);
  // The field form says itself that the network is away.
  if (failed !== null && !(route.room === 'field' && !navigator.onLine)) app.say(t('error.server', { reason: failed }));
})();
