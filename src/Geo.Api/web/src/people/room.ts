import type { App, Room } from '../app.js';
import { fill, h } from '../dom.js';
import { formatRoute, peoplePages, start } from '../route.js';
import type { PeoplePage } from '../route.js';
import { t } from '../texts.js';
import { openAuditPage } from './audit.js';
import { openKeysPage } from './keys.js';
import { openUsersPage } from './users.js';

const openers: Record<PeoplePage, (host: HTMLElement, app: App) => Room> = { people: openUsersPage, keys: openKeysPage, audit: openAuditPage };
const names = { people: 'people.title', keys: 'keys.title', audit: 'audit.title' } as const;

/** 用户: accounts, API keys and who did what. What a visitor has no right to says so. */
export function openPeopleRoom(host: HTMLElement, app: App): Room {
  let open: { page: PeoplePage; room: Room } | null = null;
  const links = peoplePages.map((page) => ({ page, link: h('a', { href: formatRoute({ ...start, room: 'people', people: page }), onclick: (event) => {
    const mouse = event as MouseEvent;
    if (mouse.ctrlKey || mouse.metaKey || mouse.shiftKey) return;
    event.preventDefault();
    app.go({ people: page, user: null, subject: null });
  } }, t(names[page])) }));
  const body = h('div', { class: 'page-body' });
  fill(host, h('div', { class: 'paged-room' }, h('nav', { class: 'page-tabs', 'aria-label': t('people.pages') }, ...links.map((l) => l.link)), body));

  return {
    show(route) {
      if (open?.page !== route.people) {
        open?.room.close();
        open = { page: route.people, room: openers[route.people](body, app) };
        for (const l of links) {
          if (l.page === route.people) l.link.setAttribute('aria-current', 'page');
          else l.link.removeAttribute('aria-current');
        }
      }
      open.room.show(route);
    },
    close() { open?.room.close(); },
  };
}
