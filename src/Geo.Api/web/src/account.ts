import type { App } from './app.js';
import { fill, h } from './dom.js';
import { askNewPassword } from './people/password.js';
import { formatRoute, start } from './route.js';
import type { PeoplePage } from './route.js';
import { roleName } from './people/names.js';
import { t } from './texts.js';

export interface AccountMenu { readonly element: HTMLElement; update(): void }

/** Who is signed in, at the end of the top bar: a button to sign in, or the name with a menu behind it. */
export function makeAccountMenu(app: App): AccountMenu {
  const button = h('button', { type: 'button', class: 'quiet-button account', id: 'account', onclick: () => { if (app.session.can_write) toggle(menu.hidden === true); else void app.signIn(); } });
  const menu = h('div', { class: 'account-menu', id: 'account-menu', hidden: true });
  const element = h('div', { class: 'account-box', onkeydown: (event) => {
    if ((event as KeyboardEvent).key !== 'Escape' || menu.hidden) return;
    toggle(false);
    button.focus();
  }, onfocusout: (event) => {
    const to = (event as FocusEvent).relatedTarget;
    if (to instanceof Node && !element.contains(to)) toggle(false);
  } }, button, menu);
  document.addEventListener('click', (event) => { if (event.target instanceof Node && !element.contains(event.target)) toggle(false); });

  function toggle(open: boolean): void {
    menu.hidden = !open;
    button.setAttribute('aria-expanded', String(open));
    if (open) draw();
  }

  function draw(): void {
    const s = app.session;
    const may = (right: string): boolean => s.rights.includes(right);
    fill(menu,
      h('p', { class: 'who' }, h('strong', {}, s.display_name ?? ''), h('span', { class: 'quiet' }, [s.role === null ? '' : roleName(s.role), s.town ?? ''].filter((x) => x !== '').join(' · '))),
      s.password_generated && h('p', { class: 'note-box' }, t('account.generated')),
      s.has_account && item(t('password.title'), () => void askNewPassword(app)),
      s.has_account && page('keys', t('keys.mine')),
      may('people') && page('people', t('people.title')),
      may('audit') && page('audit', t('audit.title')),
      item(t('account.signOut'), () => void app.signOut()));
  }

  function item(text: string, act: () => void): HTMLElement {
    return h('button', { type: 'button', onclick: () => { toggle(false); act(); } }, text);
  }

  function page(which: PeoplePage, text: string): HTMLElement {
    return h('a', { href: formatRoute({ ...start, room: 'people', people: which }), onclick: (event) => {
      const mouse = event as MouseEvent;
      if (mouse.ctrlKey || mouse.metaKey || mouse.shiftKey) return;
      event.preventDefault();
      toggle(false);
      app.go({ room: 'people', people: which, user: null, subject: null });
    } }, text);
  }

  return {
    element,
    update() {
      const s = app.session;
      button.textContent = s.can_write ? s.display_name ?? t('top.signedIn') : t('top.signIn');
      button.classList.toggle('known', s.can_write);
      if (s.can_write) {
        button.setAttribute('aria-haspopup', 'true');
        button.setAttribute('aria-controls', 'account-menu');
        button.setAttribute('aria-expanded', String(!menu.hidden));
      } else {
        for (const name of ['aria-haspopup', 'aria-controls', 'aria-expanded']) button.removeAttribute(name);
        menu.hidden = true;
      }
    },
  };
}
