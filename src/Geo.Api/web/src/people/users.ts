import { makeSender, signedIn, told } from '../act.js';
import { getItems } from '../api.js';
import type { App, Room } from '../app.js';
import { fill, h } from '../dom.js';
import { minute } from '../format.js';
import { t } from '../texts.js';
import { addPerson, changePerson, getPeople, resetPassword } from './api.js';
import type { Account } from './api.js';
import { roleName, roles } from './names.js';
import { secretBox } from './secret.js';

/** Accounts: a list, and beside it a new one or the one that was chosen. */
export function openUsersPage(host: HTMLElement, app: App): Room {
  const aborter = new AbortController();
  let people: Account[] = [];
  let loaded = false;
  let towns: string[] = [];
  const rows = h('div', { class: 'table-box' }, h('p', { class: 'quiet' }, t('loading')));
  const beside = h('div', { class: 'beside' });
  fill(host, h('div', { class: 'runs-room people-page' },
    h('div', { class: 'lists' }, h('section', {},
      h('div', { class: 'section-head' }, h('h1', {}, t('people.title')), h('button', { type: 'button', class: 'primary', id: 'add-person', onclick: () => { app.go({ user: null }); beside.querySelector('input')?.focus(); } }, t('people.add'))), rows)),
    beside));
  getItems('towns', { limit: '1000' }, aborter.signal).then((page) => {
    towns = page.features.map((f) => f.properties.name).filter((n): n is string => typeof n === 'string');
    for (const list of beside.querySelectorAll('datalist')) fillTowns(list);
  }, () => undefined);

  async function load(): Promise<void> {
    try {
      const found = await signedIn(app, () => getPeople(aborter.signal));
      if (found === null) { fill(rows, h('p', { class: 'error', role: 'alert' }, t('signIn.needed'))); return; }
      people = found;
      loaded = true;
      drawList();
    } catch (error) {
      if (!aborter.signal.aborted) { fill(rows, h('p', { class: 'error', role: 'alert' }, told(error))); fill(beside); }
    }
  }

  function drawList(): void {
    const chosen = app.route().user;
    fill(rows, h('table', { class: 'list' },
      h('thead', {}, h('tr', {}, ...(['people.name', 'people.display', 'people.role', 'people.signedIn', 'people.state'] as const).map((k) => h('th', { scope: 'col' }, t(k))))),
      h('tbody', {}, ...people.map((a) => {
        const open = (): void => app.go({ user: a.name });
        return h('tr', { class: a.name === chosen ? 'open' : null, onclick: open },
          h('td', {}, h('button', { type: 'button', class: 'link', id: `person-${a.name}`, onclick: (e) => { e.stopPropagation(); open(); } }, a.name)),
          h('td', {}, a.display_name), h('td', {}, roleName(a.role) + (a.town === null ? '' : ` · ${a.town}`)),
          h('td', { class: 'n' }, a.signed_in_at === null ? t('people.never') : minute(a.signed_in_at)),
          h('td', {}, h('span', { class: a.disabled ? 'tag off' : 'tag use' }, t(a.disabled ? 'people.disabled' : 'people.enabled'))));
      }))));
  }

  function drawBeside(): void {
    const account = people.find((a) => a.name === app.route().user) ?? null;
    fill(beside, account === null ? newForm() : panel(account));
  }

  function newForm(): HTMLElement {
    const name = h('input', { id: 'new-name', required: true, autocomplete: 'off', autocapitalize: 'none', spellcheck: 'false' });
    const common = fields('viewer', '', null);
    return form(t('people.add'), [h('p', { class: 'quiet' }, t('people.addAbout')), h('label', { for: 'new-name' }, t('people.name')), name, ...common.elements], t('people.add'), async () => {
      const made = await addPerson({ name: name.value.trim(), ...common.read() });
      people = [...people, made].sort((a, b) => a.name.localeCompare(b.name));
      app.say(t('people.added', { name: made.name }));
      app.go({ user: made.name });
      if (made.password !== null) beside.prepend(secretBox(t('people.password', { name: made.name }), made.password));
    });
  }

  function panel(account: Account): HTMLElement {
    const common = fields(account.role, account.display_name, account.town);
    const problem = h('p', { class: 'error', role: 'alert', hidden: true });
    const sender = makeSender(app, problem);
    const act = (what: () => Promise<void>): void => { problem.hidden = true; void sender(what); };
    return h('div', {},
      form(account.name, [h('p', { class: 'quiet' }, t('people.since', { at: minute(account.created_at) })), ...common.elements], t('save'), async () => {
        replace(await changePerson(account.name, common.read()));
        app.say(t('people.saved', { name: account.name }));
      }),
      problem,
      h('div', { class: 'actions person-actions' },
        h('button', { type: 'button', id: 'reset-password', onclick: () => act(async () => {
          const fresh = await resetPassword(account.name);
          replace(fresh);
          if (fresh.password !== null) beside.prepend(secretBox(t('people.password', { name: account.name }), fresh.password));
        }) }, t('people.reset')),
        h('button', { type: 'button', id: 'toggle-person', class: account.disabled ? null : 'danger', onclick: () => act(async () => replace(await changePerson(account.name, { disabled: !account.disabled, reason: common.read().reason }))) }, t(account.disabled ? 'people.enable' : 'people.disable')),
        h('button', { type: 'button', onclick: () => app.go({ people: 'keys', user: account.name }) }, t('keys.title')),
        h('button', { type: 'button', onclick: () => app.go({ people: 'audit', user: account.name }) }, t('audit.title'))));
  }

  function replace(account: Account): void {
    people = people.map((a) => (a.name === account.name ? account : a));
    drawList();
    drawBeside();
  }

  interface Fields { elements: HTMLElement[]; read(): { display_name: string; role: string; town: string | null; reason: string | null } }
  function fields(role: string, display: string, town: string | null): Fields {
    const shown = h('input', { id: 'person-display', value: display, autocomplete: 'off' });
    const select = h('select', { id: 'person-role', onchange: () => { townBox.hidden = select.value !== 'town'; } }, ...roles.map((r) => h('option', { value: r, selected: r === role }, roleName(r))));
    const towned = h('input', { id: 'person-town', value: town ?? '', list: 'person-towns', autocomplete: 'off' });
    const options = h('datalist', { id: 'person-towns' });
    fillTowns(options);
    const townBox = h('div', { hidden: role !== 'town' }, h('label', { for: 'person-town' }, t('people.town')), towned, options);
    const reason = h('input', { id: 'person-reason', autocomplete: 'off' });
    return {
      elements: [h('label', { for: 'person-display' }, t('people.display')), shown, h('label', { for: 'person-role' }, t('people.role')), select, townBox, h('label', { for: 'person-reason' }, t('people.reason')), reason],
      read: () => ({ display_name: shown.value.trim(), role: select.value, town: select.value === 'town' ? towned.value.trim() : null, reason: reason.value.trim() === '' ? null : reason.value.trim() }),
    };
  }

  function fillTowns(list: HTMLDataListElement): void { fill(list, ...towns.map((name) => h('option', { value: name }))); }

  function form(title: string, inside: HTMLElement[], button: string, sent: () => Promise<void>): HTMLElement {
    const problem = h('p', { class: 'error', role: 'alert', hidden: true });
    const sender = makeSender(app, problem);
    return h('form', { class: 'start', onsubmit: (event) => { event.preventDefault(); problem.hidden = true; void sender(sent); } },
      h('h2', {}, title), ...inside, problem, h('button', { type: 'submit', class: 'primary' }, button));
  }

  return {
    show() {
      if (!loaded) void load().then(() => { if (loaded) drawBeside(); });
      else { drawList(); drawBeside(); }
    },
    close() { aborter.abort(); },
  };
}
