import { makeSender, told } from '../act.js';
import type { App } from '../app.js';
import { fill, h } from '../dom.js';
import { minute, number } from '../format.js';
import { spoken } from '../http.js';
import { t } from '../texts.js';
import { adopt, compare, getScenarios, remove, saveScenario } from './api.js';
import type { Ground, Question, Scenario } from './api.js';

export interface Scenarios { readonly element: HTMLElement; load(): Promise<void>; show(ground: Ground, question: Question, open: string | null, a: string, b: string): void }

/** Scenarios: save, open, set side by side, adopt; and the ranking as a file. */
export function makeScenarios(app: App, signal: AbortSignal, actions: { open(id: string): void; compare(a: string, b: string): void; adopted(run: string): void }): Scenarios {
  const problem = h('p', { class: 'error', role: 'alert', hidden: true });
  const sender = makeSender(app, problem);
  const rows = h('tbody'), side = h('div', { class: 'side-by-side', hidden: true, 'aria-live': 'polite' }), files = h('span', { class: 'priority-files' });
  const name = h('input', { type: 'text', id: 'scenario-name', maxlength: 100, placeholder: t('priority.scenarioName'), 'aria-label': t('priority.scenarioName') });
  const note = h('input', { type: 'text', id: 'scenario-note', maxlength: 2000, placeholder: t('priority.scenarioNote'), 'aria-label': t('priority.scenarioNote') });
  let known: { ground: Ground; question: Question; open: string | null; a: string; b: string } | null = null;
  let scenarios: Scenario[] = [];
  let compared = '';
  const save = h('form', { class: 'save-scenario', onsubmit: (event) => {
    event.preventDefault();
    const question = known?.question;
    if (!question) return;
    problem.hidden = true;
    void sender(async () => {
      const made = await saveScenario(name.value.trim(), note.value.trim(), question);
      app.say(t('priority.saved', { name: made.name }));
      name.value = '';
      await load();
    });
  } }, name, note, h('button', { type: 'submit', id: 'scenario-save' }, t('priority.save')));
  const element = h('section', { class: 'panel priority-scenarios' }, h('div', { class: 'section-head' }, h('h2', {}, t('priority.scenarios')), files), save, problem,
    h('table', { class: 'list plain' }, h('caption', { class: 'visually-hidden' }, t('priority.scenarios')), h('thead', {}, h('tr', {}, h('th', { scope: 'col' }, t('priority.scenarioName')), h('th', { scope: 'col' }, t('priority.madeBy')), h('th', { scope: 'col' }, t('priority.budgetSpent')), h('th', { scope: 'col' }, t('priority.side')), h('th', { scope: 'col' }, ''))), rows), side);

  async function load(): Promise<void> {
    try {
      scenarios = app.session.can_write ? await getScenarios(signal) : [];
    } catch {
      scenarios = []; // who may not read them sees none
    }
    draw();
  }

  function draw(): void {
    if (!known) return;
    const { open, a, b } = known;
    fill(rows, ...scenarios.map((s) => h('tr', { 'data-scenario': s.id },
      h('th', { scope: 'row' }, h('button', { type: 'button', class: 'link', 'aria-current': open === s.id ? 'true' : false, onclick: () => actions.open(s.id) }, s.name), s.adoptedAt !== null && h('span', { class: 'tag use' }, t('priority.adoptedAt', { at: minute(s.adoptedAt) }))),
      h('td', {}, `${s.by} ${minute(s.at)}`), h('td', {}, t('priority.of', { spent: number(s.spent), budget: number(s.budget), dumps: number(s.funded) })),
      h('td', {}, pick('a', s.id, a === s.id), pick('b', s.id, b === s.id)),
      h('td', {}, h('button', { type: 'button', onclick: () => { void sender(async () => { actions.adopted(await adopt(s.id)); }); } }, t('priority.adopt')), ' ',
        s.adoptedAt === null && h('button', { type: 'button', onclick: () => { void sender(async () => { await remove(s.id); await load(); }); } }, t('priority.remove'))))));
    if (scenarios.length === 0) fill(rows, h('tr', {}, h('td', { colspan: 5, class: 'quiet' }, t(app.session.can_write ? 'priority.noScenarios' : 'priority.scenariosHidden'))));
    const query = `?lang=${spoken()}${open === null ? '' : `&scenario=${encodeURIComponent(open)}`}`;
    fill(files, h('span', { class: 'quiet' }, t(open === null ? 'priority.filesOwn' : 'priority.filesScenario')), ' ', ...['xlsx', 'csv', 'geojson'].map((f) => h('a', { class: 'button', href: `/priority.${f}${query}`, download: '' }, f.toUpperCase())));
    sideBySide(a, b);
  }

  function pick(which: 'a' | 'b', id: string, on: boolean): HTMLElement {
    return h('label', { class: 'pick' }, h('input', { type: 'checkbox', checked: on, onchange: (e) => {
      const wanted = (e.target as HTMLInputElement).checked ? id : '';
      if (known) actions.compare(which === 'a' ? wanted : known.a, which === 'b' ? wanted : known.b);
    } }), which.toUpperCase());
  }

  function sideBySide(a: string, b: string): void {
    const wanted = a === '' && b === '' ? '' : `${a}|${b}`;
    side.hidden = wanted === '';
    if (wanted === compared) return;
    compared = wanted;
    if (wanted === '') return;
    compare(a, b).then((c) => {
      if (compared !== wanted) return;
      const title = (id: string): string => scenarios.find((s) => s.id === id)?.name ?? t('priority.working');
      const moved = c.dumps.filter((d) => d.a !== d.b || d.fundedA !== d.fundedB);
      fill(side, h('h3', {}, t('priority.comparing', { a: title(a), b: title(b) })),
        h('p', {}, h('strong', {}, t('priority.entered', { n: c.entered.length })), ' ', c.entered.join(', ')), h('p', {}, h('strong', {}, t('priority.left', { n: c.left.length })), ' ', c.left.join(', ')), h('p', { class: 'quiet' }, t('priority.stayed', { n: c.stayed.length })),
        moved.length > 0 && h('table', { class: 'list plain' }, h('thead', {}, h('tr', {}, h('th', { scope: 'col' }, t('priority.dump')), h('th', { scope: 'col' }, 'A'), h('th', { scope: 'col' }, 'B'))),
          h('tbody', {}, ...moved.slice(0, 40).map((d) => h('tr', {}, h('th', { scope: 'row' }, d.code), h('td', {}, `${d.fundedA ? '●' : '○'} ${d.a ?? '–'}`), h('td', {}, `${d.fundedB ? '●' : '○'} ${d.b ?? '–'}`))))));
    }, (error: unknown) => { fill(side, h('p', { class: 'error' }, told(error))); });
  }

  return {
    element, load,
    show(ground, question, open, a, b) {
      known = { ground, question, open, a, b };
      draw();
    },
  };
}
