import { changeModel, getModel, getModels } from './api.js';
import type { Model, ModelRow, ReviewCount } from './api.js';
import { signedIn, told } from '../../act.js';
import type { App, Room } from '../../app.js';
import { fill, h } from '../../dom.js';
import { day, number, percent } from '../../format.js';
import type { Route } from '../../route.js';
import { t } from '../../texts.js';
import { makeFollowed } from '../follow.js';
import type { Followed } from '../follow.js';
import { modelCard } from './card.js';
import { comparison } from './compare.js';
import { surveysOf } from './surveys.js';
import { reason, word } from './told.js';

/** Models: which there are, what each can do, how two compare, and which one surveys take. */
export function openModelsPage(host: HTMLElement, app: App): Room {
  const aborter = new AbortController();
  let rows: ModelRow[] = [];
  let shown = '';
  let learning: Followed | null = null;
  const root = h('div', { class: 'work-page models-page' });
  fill(host, root);

  async function show(route: Route): Promise<void> {
    const wanted = `${route.model ?? ''} ${route.against ?? ''}`;
    shown = wanted;
    fill(root, h('p', { class: 'quiet' }, t('loading')));
    try {
      rows = await getModels(aborter.signal);
      if (route.model === null) { if (shown === wanted) drawList(); return; }
      const model = await getModel(route.model, aborter.signal);
      const other = route.against === null || route.against === route.model ? null : await getModel(route.against, aborter.signal);
      if (shown === wanted) drawCard(model, other);
    } catch (error) {
      if (!aborter.signal.aborted && shown === wanted) fill(root, back(), h('p', { class: 'error', role: 'alert' }, t('error.server', { reason: told(error) })));
    }
  }

  function drawList(): void {
    fill(root, h('div', { class: 'section-head' }, h('h1', {}, t('models.title'))),
      h('p', { class: 'quiet' }, t('models.about')),
      h('div', { class: 'table-box' }, rows.length === 0 ? h('p', { class: 'empty' }, t('models.empty')) : h('table', { class: 'list' },
        h('thead', {}, h('tr', {}, ...(['models.name', 'models.algorithm', 'models.trained', 'models.areas', 'models.rows', 'models.accuracy', 'models.f1', 'models.f1Reported'] as const).map((k) => h('th', { scope: 'col' }, t(k))))),
        h('tbody', {}, ...rows.map(row)))));
  }

  function row({ name, in_use, card }: ModelRow): HTMLElement {
    const open = (): void => app.go({ model: name, against: null });
    const samples = Object.values(card.rows_by_class).reduce((sum, n) => sum + n, 0);
    return h('tr', { onclick: open },
      h('td', {}, h('button', { type: 'button', class: 'link', onclick: (e) => { e.stopPropagation(); open(); } }, name), ' ',
        in_use && h('span', { class: 'tag use' }, t('models.inUse')), card.synthetic && h('span', { class: 'tag' }, t('scenes.synthetic')), card.candidate_for ? h('span', { class: 'tag' }, t('models.candidate')) : null),
      h('td', {}, card.algorithm), h('td', { class: 'n' }, day(card.created_at)),
      h('td', { class: 'n' }, card.folds?.areas ? number(card.folds.areas) : '—'), h('td', { class: 'n' }, samples > 0 ? number(samples) : '—'),
      ...[card.scores?.overall_accuracy, card.scores?.macro_f1, card.scores?.selection_score].map((v) => h('td', { class: v === undefined ? 'missing' : 'n' }, v === undefined ? t('fact.noEvidence') : percent(v, 1))));
  }

  function drawCard(model: Model, other: Model | null): void {
    const problem = h('p', { class: 'error', role: 'alert', hidden: true });
    const act = async (what: 'promote' | 'rollback', name = model.name): Promise<void> => {
      problem.hidden = true;
      try {
        const now = await signedIn(app, () => changeModel(name, what));
        if (now === null) return;
        app.say(t(what === 'promote' ? 'models.promoted' : 'models.rolledBack', { name: now.name, date: day(now.card.created_at) }));
        await show(app.route());
        root.querySelector<HTMLElement>('h1')?.focus();
      } catch (error) {
        problem.textContent = told(error);
        problem.hidden = false;
      }
    };
    learning?.close();
    const refining = learning = makeFollowed(app, (run) => {
      const out = run.outputs as { model: string; replaced: boolean; used?: number; verdicts?: number; reviews?: ReviewCount | null };
      app.say([
        out.used === undefined ? '' : t('models.refined', { name: out.model, used: out.used, verdicts: out.verdicts ?? 0 }),
        out.reviews ? t('learning.learned', { confirmed: out.reviews.confirmed, rejected: out.reviews.rejected, missed: out.reviews.missed }) : '',
        out.replaced ? (out.used === undefined ? t('learning.replaced', { name: out.model }) : '') : t('learning.kept', { name: out.model }),
      ].filter((s) => s !== '').join(' '));
      void show(app.route());
    });
    const against = h('select', { id: 'model-against', onchange: () => app.go({ against: against.value === '' ? null : against.value }) },
      h('option', { value: '' }, t('models.noCompare')),
      ...rows.filter((r) => r.name !== model.name).map((r) => h('option', { value: r.name, selected: r.name === other?.name }, r.name)));
    fill(root, back(),
      h('div', { class: 'section-head card-title' }, h('h1', { tabindex: -1 }, model.name),
        model.in_use ? h('span', { class: 'tag use' }, t('models.inUse')) : h('span', { class: 'tag off' }, t('models.notInUse')),
        model.card.synthetic && h('span', { class: 'tag' }, t('scenes.synthetic')),
        model.card.candidate_for ? h('span', { class: 'tag' }, t('models.candidate')) : null,
        model.card.network ? h('span', { class: 'tag off' }, t('models.network')) : null,
        h('span', { class: 'spacer' }),
        h('label', { for: 'model-against' }, t('models.against')), against,
        h('button', { type: 'button', class: 'primary', disabled: model.in_use, onclick: () => void act('promote') }, t('models.promote')),
        h('button', { type: 'button', disabled: !model.can_roll_back, title: model.can_roll_back ? '' : t('models.nothingBefore'), onclick: () => void act('rollback') }, t('models.rollback')),
        model.card.network || model.card.labels === '' ? null : h('button', { type: 'button', title: t('learning.learnAbout'), onclick: () => void refining.start('learn', { model: model.card.candidate_for ?? model.name }) }, t('learning.learn')),
        model.card.objects && h('button', { type: 'button', title: t('models.refineAbout'), onclick: () => void refining.start('refine', { model: model.name }) }, t('models.refine'))),
      problem, refining.element,
      model.card.synthetic && h('p', { class: 'note-box', role: 'note' }, t('models.synthetic')),
      model.card.candidate_for ? h('p', { class: 'note-box', role: 'note' }, t('models.candidateFor', { name: model.card.candidate_for })) : null,
      candidate(model.name, (name) => void act('promote', name)),
      other && comparison(model, other),
      modelCard(model, (run) => app.go({ page: 'runs', run }), surveysOf(model, app, aborter.signal)));
  }

  /** What would take the model's place if a person says so, and what speaks for it. */
  function candidate(name: string, take: (name: string) => void): HTMLElement | null {
    const found = rows.find((r) => r.card.candidate_for === name && r.name !== name);
    if (!found) return null;
    const told = found.card.comparison;
    return h('p', { class: 'candidate-box', role: 'note' }, h('strong', {}, t('learning.candidate', { name: found.name })), ' ',
      told ? `${word(told)} — ${reason(told)}` : t('learning.notCompared'), ' ',
      h('button', { type: 'button', class: 'link', onclick: () => app.go({ model: found.name, against: name }) }, t('learning.open')), ' ',
      found.in_use ? h('span', { class: 'tag use' }, t('models.inUse')) : h('button', { type: 'button', onclick: () => take(found.name) }, t('learning.take')));
  }

  function back(): HTMLElement {
    return h('p', {}, h('button', { type: 'button', class: 'link', onclick: () => app.go({ model: null, against: null }) }, `← ${t('models.all')}`));
  }

  return { show: (route) => void show(route), close: () => { learning?.close(); aborter.abort(); } };
}
