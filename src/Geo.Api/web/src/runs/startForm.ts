import { told } from '../act.js';
import { ApiError, startRun } from '../api.js';
import type { Run, Scene } from '../api.js';
import type { App } from '../app.js';
import { h, fill } from '../dom.js';
import type { Attributes } from '../dom.js';
import { profileName } from '../map/scenePanel.js';
import { t } from '../texts.js';
import { areaChoice } from './areaChoice.js';
import { kindName } from './runsTable.js';
import { sceneChoices } from './sceneChoices.js';

const kinds = ['ingest', 'train', 'survey', 'track'] as const;
type Kind = typeof kinds[number];
const profiles = ['sentinel2-l2a', 'landsat-c2l2', 'gaofen', 'drone', 'dsm', 'dem', 'generic'];

/** Starts a run of one of the four kinds; the fields are the parameters that the job takes. */
export function makeStartForm(app: App, started: (run: Run) => void): { element: HTMLElement; scenes(list: Scene[]): void; focus(): void } {
  let scenes: Scene[] = [];
  let read: () => Record<string, unknown> = () => ({});
  const kind = h('select', { id: 'start-kind', onchange: () => draw() }, ...kinds.map((k) => h('option', { value: k }, kindName(k))));
  const fields = h('div', { class: 'fields' });
  const problem = h('p', { class: 'error', role: 'alert', hidden: true });
  const go = h('button', { type: 'submit', class: 'primary' }, t('start.go'));
  const element = h('form', { class: 'start', 'aria-labelledby': 'start-title', onsubmit: (event) => { event.preventDefault(); void send(); } },
    h('h2', { id: 'start-title' }, t('start.title')), h('label', { for: 'start-kind' }, t('start.kind')), kind, fields, problem, go,
    h('p', { class: 'quiet' }, t('start.tokenHint')));
  if (app.route().aoi !== null) kind.value = 'survey';
  draw();
  return {
    element,
    scenes(list) { scenes = list; draw(); },
    focus: () => kind.focus(),
  };

  function draw(): void {
    problem.hidden = true;
    const about = h('p', { class: 'quiet' }, t(`start.about.${kind.value as Kind}`));
    switch (kind.value as Kind) {
      case 'ingest': {
        const paths = h('textarea', { id: 'f-paths', rows: 3, required: true, spellcheck: 'false', placeholder: '/data/scenes/2025-07-14.tif' });
        const profile = h('select', { id: 'f-profile' }, h('option', { value: '' }, t('start.profileAuto')), ...profiles.map((p) => h('option', { value: p }, profileName(p))));
        const at = line('f-at', { placeholder: '2025-07-14 11:25', pattern: String.raw`\d{4}-\d{2}-\d{2}( \d{2}:\d{2})?`, title: t('start.acquiredForm') });
        fill(fields, about, ...field('f-paths', t('start.paths'), paths), ...field('f-profile', t('start.profile'), profile), ...field('f-at', t('start.acquired'), at));
        read = () => ({ paths: paths.value.split('\n').map((p) => p.trim()).filter((p) => p !== ''), ...said('profile', profile.value), ...acquired(at.value.trim()) });
        break;
      }
      case 'train': {
        const samples = line('f-samples', { required: true, placeholder: '/data/training.geojson' });
        const label = line('f-label', { placeholder: 'class' });
        const model = line('f-model', {});
        const chosen = sceneChoices(scenes, 'start.scenesOrAll');
        fill(fields, about, ...field('f-samples', t('start.samples'), samples), ...field('f-label', t('start.label'), label), chosen.element, ...field('f-model', t('start.newModel'), model));
        read = () => ({ samples: samples.value.trim(), ...said('label_field', label.value), ...some('scenes', chosen.value()), ...said('model', model.value) });
        break;
      }
      case 'survey': {
        const chosen = sceneChoices(scenes, 'start.scenes');
        const model = line('f-model', { placeholder: t('start.modelInUse') });
        const aoi = areaChoice(app);
        fill(fields, about, chosen.element, ...field('f-model', t('start.model'), model), aoi.element);
        read = () => ({ ...some('scenes', chosen.value()), ...said('model', model.value), ...said('aoi', aoi.value()) });
        break;
      }
      case 'track': {
        const chosen = sceneChoices(scenes, 'start.scenesOrAll');
        fill(fields, about, chosen.element);
        read = () => some('scenes', chosen.value());
      }
    }
  }

  async function send(): Promise<void> {
    const parameters = read();
    if (kind.value === 'survey' && !('scenes' in parameters)) { complain(t('start.needScene')); return; }
    if (!app.session.can_write && !(await app.signIn())) { complain(t('start.needToken')); return; }
    problem.hidden = true;
    go.disabled = true;
    try {
      const run = await startRun(kind.value, parameters);
      app.say(t('start.done', { kind: kindName(kind.value) }));
      started(run);
    } catch (error) {
      if (error instanceof ApiError && error.status === 401) {
        if (await app.signIn()) { go.disabled = false; await send(); return; }
        complain(t('start.needToken'));
      } else {
        complain(told(error));
      }
    } finally {
      go.disabled = false;
    }
  }

  function complain(text: string): void {
    problem.textContent = text;
    problem.hidden = false;
  }
}

function field(id: string, title: string, input: HTMLElement): HTMLElement[] {
  return [h('label', { for: id }, title), input];
}

function line(id: string, attributes: Attributes): HTMLInputElement {
  return h('input', { id, type: 'text', spellcheck: 'false', autocomplete: 'off', ...attributes });
}

function said(name: string, value: string): Record<string, string> {
  return value.trim() === '' ? {} : { [name]: value.trim() };
}

function some(name: string, values: string[]): Record<string, string[]> {
  return values.length === 0 ? {} : { [name]: values };
}

/** China time as the person wrote it, as an instant; noon where only the day is given. */
function acquired(text: string): Record<string, string> {
  const at = new Date(`${text.slice(0, 10)}T${text.length > 10 ? text.slice(11) : '12:00'}:00+08:00`);
  return text === '' || Number.isNaN(at.getTime()) ? {} : { acquired_at: at.toISOString() };
}
