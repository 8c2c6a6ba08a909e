import { told } from '../act.js';
import { getScenes } from '../api.js';
import type { App, Room } from '../app.js';
import { fill, h } from '../dom.js';
import { minute, number } from '../format.js';
import type { Route } from '../route.js';
import { t } from '../texts.js';
import { ask, askShares, getGround, getQuestion } from './api.js';
import type { Answer, Ground, Question } from './api.js';
import { makeDumpPanel } from './dump.js';
import { makePriorityMap } from './map.js';
import { makePairs } from './pairs.js';
import { aligned, ownOf, questionOf } from './question.js';
import { makeRanking } from './ranking.js';
import { makeScenarios } from './scenarios.js';
import { spokenRemark } from './words.js';

/** Draws that are shown first and refined to. */
const steps = [2000, 10_000];

/** 优先级: which first, and how sure? Judgements beside the order they give, the budget, the map, one dump's reasons, scenarios. */
export function openPriorityRoom(host: HTMLElement, app: App): Room {
  const aborter = new AbortController();
  let ground: Ground | null = null;
  let answer: Answer | null = null;
  let question: Question | null = null;
  let asked = '';
  let turn = 0;
  let loading = false;

  const pairs = makePairs((judgements) => change({ judgements }));
  const ranking = makeRanking({ select, limit: (code, limit) => {
    if (!question) return;
    const without = (codes: string[]): string[] => codes.filter((c) => c !== code);
    change({ must: limit === 'must' ? [...without(question.must), code] : without(question.must), cannot: limit === 'cannot' ? [...without(question.cannot), code] : without(question.cannot) });
  } });
  const panel = makeDumpPanel({
    cost: (code, wan) => { if (question) change({ costs: Object.fromEntries([...Object.entries(question.costs).filter(([c]) => c !== code), ...(wan === null ? [] : [[code, wan] as const])]) }); },
    scenario: () => app.route().own.scenario ?? null,
  });
  const map = makePriorityMap((code) => { select(code); ranking.focus(code); });
  const scenarios = makeScenarios(app, aborter.signal, {
    open: (id) => { void open(id); },
    compare: (a, b) => { go({ ...app.route().own, a, b }); },
    adopted: (run) => { app.say(t('priority.adopting')); app.go({ room: 'runs', page: 'runs', run, own: {} }); },
  });
  const budget = h('input', { type: 'number', id: 'budget', min: 0, step: 1, oninput: () => { const wan = Number(budget.value); if (budget.value !== '' && Number.isInteger(wan) && wan >= 0 && wan <= 1e8) change({ budget_wan: wan }); } });
  const choice = (id: string, values: [string, string][], name: 'method' | 'objective' | 'distribution'): HTMLSelectElement =>
    h('select', { id, onchange: (e) => change({ [name]: (e.target as HTMLSelectElement).value }) }, ...values.map(([value, label]) => h('option', { value }, label)));
  const method = choice('method', [['weighted_sum', t('priority.weightedSum')], ['topsis', t('priority.topsis')]], 'method');
  const objective = choice('objective', [['score_sum', t('priority.scoreSum')], ['hazard_volume', t('priority.hazardVolume')]], 'objective');
  const distribution = choice('distribution', [['dirichlet', t('priority.dirichlet')], ['uniform', t('priority.uniform')]], 'distribution');
  const summary = h('div', { class: 'priority-summary', role: 'status' });
  const problem = h('p', { class: 'error', role: 'alert', hidden: true });
  const empty = h('p', { class: 'quiet', hidden: true }, t('priority.empty'));
  const adopted = h('span', { class: 'quiet' });
  const field = (label: string, input: HTMLElement): HTMLElement => h('label', { for: input.id }, label, input);
  const work = h('div', { class: 'priority-work' },
    h('div', { class: 'priority-left' }, h('section', { class: 'panel priority-settings' }, field(t('priority.budget'), budget), field(t('priority.objective'), objective), field(t('priority.method'), method), field(t('priority.draws'), distribution),
      h('button', { type: 'button', onclick: () => { const sel = app.route().own.sel; go(sel === undefined ? {} : { sel }); } }, t('priority.reset'))), h('section', { class: 'panel' }, h('h2', {}, t('priority.judgements')), pairs.element)),
    h('div', { class: 'priority-middle' }, summary, ranking.element, scenarios.element),
    h('div', { class: 'priority-right' }, h('div', { class: 'stage' }, map.element), panel.element));
  fill(host, h('div', { class: 'priority-room' }, h('div', { class: 'section-head' }, h('h1', {}, t('priority.title')), h('span', { class: 'quiet' }, t('priority.keys')), adopted), problem, empty, work));
  getScenes(aborter.signal).then((scenes) => map.scene(scenes), () => undefined);

  function go(own: Readonly<Record<string, string>>): void {
    app.go({ own }, 'replace');
    show(app.route());
  }

  function change(part: Partial<Question>): void {
    if (!ground || !question) return;
    const rest: Record<string, string> = { ...app.route().own };
    delete rest.scenario; // what is moved is no longer the scenario
    go(ownOf({ ...question, ...part }, ground, rest));
  }

  function select(code: string): void {
    if (app.route().own.sel !== code) go({ ...app.route().own, sel: code });
  }

  async function open(id: string): Promise<void> {
    try {
      const kept = await getQuestion(id);
      if (ground) go(ownOf({ ...kept, judgements: aligned(kept.judgements, ground) }, ground, { ...app.route().own, scenario: id }));
    } catch (error) {
      problem.textContent = told(error);
      problem.hidden = false;
    }
  }

  async function answerTo(wanted: Question): Promise<void> {
    const mine = ++turn;
    const stale = (): boolean => mine !== turn || aborter.signal.aborted;
    try {
      const found = await ask(wanted);
      if (stale()) return;
      problem.hidden = true;
      pairs.weighed(found);
      // Contradicting judgements give no order: the last one stays, dimmed.
      work.classList.toggle('refused', !found.consistent);
      fill(summary, ...found.remarks.map((r) => h('p', {}, spokenRemark(r))));
      if (!found.consistent) return;
      answer = found;
      draw();
      ranking.shares(null);
      performance.mark('priority-answer');
      for (const draws of steps) {
        const shares = await askShares(wanted, draws);
        if (stale()) return;
        ranking.shares(shares);
        performance.mark(`priority-shares-${draws}`);
      }
    } catch (error) {
      if (stale()) return;
      problem.textContent = told(error);
      problem.hidden = false;
    }
  }

  function draw(): void {
    if (!ground || !question || !answer) return;
    const own = app.route().own, selected = own.sel ?? null;
    ranking.show(ground, question, answer, selected);
    map.show(ground, answer, selected);
    panel.show(ground, question, selected);
  }

  async function load(): Promise<void> {
    if (loading) return;
    loading = true;
    try {
      ground = await getGround(aborter.signal);
      if (aborter.signal.aborted) return;
      empty.hidden = ground.dumps.size > 0;
      work.hidden = ground.dumps.size === 0;
      adopted.textContent = ground.adopted === null ? '' : t('priority.adopted', { name: ground.adopted.name, by: ground.adopted.by, at: minute(ground.adopted.at) });
      budget.title = ground.budgetSource;
      distribution.title = t('priority.concentration', { n: number(ground.concentration) });
      const typed = budget.value;
      show(app.route());
      // What somebody typed before the criteria had come.
      if (/^\d+$/.test(typed) && Number(typed) <= 1e8 && Number(typed) !== question?.budget_wan) change({ budget_wan: Number(typed) });
    } catch (error) {
      if (aborter.signal.aborted) return;
      problem.textContent = t('error.server', { reason: told(error) });
      problem.hidden = false;
      work.hidden = true;
    } finally {
      loading = false;
    }
  }

  let selectedBefore: string | null = null;
  let readAs: boolean | null = null;
  function show(route: Route): void {
    if (!ground) { void load(); return; }
    question = questionOf(route.own, ground);
    if (document.activeElement !== budget) budget.value = String(question.budget_wan);
    [method.value, objective.value, distribution.value] = [question.method, question.objective, question.distribution];
    pairs.show(ground, question);
    scenarios.show(ground, question, route.own.scenario ?? null, route.own.a ?? '', route.own.b ?? '');
    if (readAs !== app.session.can_write) {
      readAs = app.session.can_write;
      void scenarios.load(); // staff's: asked for again where somebody signs in
    }
    const wanted = JSON.stringify(question), selected = route.own.sel ?? null;
    if (wanted !== asked) {
      asked = wanted;
      void answerTo(question);
    } else if (selected !== selectedBefore && answer) {
      ranking.choose(selected);
      map.show(ground, answer, selected);
      panel.show(ground, question, selected);
    }
    selectedBefore = selected;
  }

  return {
    show,
    close() {
      aborter.abort();
      turn++;
      map.close();
    },
  };
}
