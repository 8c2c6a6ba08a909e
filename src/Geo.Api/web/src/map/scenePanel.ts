import type { Scene } from '../api.js';
import { h, fill } from '../dom.js';
import { day, percent } from '../format.js';
import { knownName, knownOn } from '../known.js';
import type { Rendering } from '../route.js';
import { maybe, t } from '../texts.js';
import { shiftLine } from './shiftLine.js';

export interface ScenePanelActions {
  scene(id: string | null): void;
  before(id: string | null): void;
  rendering(rendering: Rendering): void;
  zoom(scene: Scene): void;
}
export interface ScenePanel {
  readonly element: HTMLElement;
  update(scenes: Scene[], scene: Scene | null, before: Scene | null, rendering: Rendering): void;
  note(text: string): void;
  fail(reason: string): void;
}

/** Which picture lies under the layers: date, colours, and a second date to compare with. */
export function makeScenePanel(actions: ScenePanelActions): ScenePanel {
  let all: Scene[] = [];
  const select = h('select', { id: 'scene-select', onchange: () => actions.scene(select.value === '' ? null : select.value) });
  const before = h('select', { id: 'before-select', onchange: () => actions.before(before.value === '' ? null : before.value) });
  const older = h('button', { type: 'button', class: 'icon', 'aria-label': t('scene.older'), title: t('scene.older'), onclick: () => step(1) }, '◂');
  const newer = h('button', { type: 'button', class: 'icon', 'aria-label': t('scene.newer'), title: t('scene.newer'), onclick: () => step(-1) }, '▸');
  const colours = (['natural', 'false-colour'] as const).map((r) =>
    ({ r, button: h('button', { type: 'button', 'aria-pressed': 'false', onclick: () => actions.rendering(r) }, t(`scene.${r}`)) }));
  const about = h('p', { class: 'quiet about' });
  const placed = h('p', { class: 'quiet about', hidden: true });
  const notice = h('p', { class: 'error note', role: 'status', hidden: true });
  const body = h('div', {}, h('p', { class: 'quiet' }, t('loading')));
  const controls = [
    h('div', { class: 'row' }, older, h('label', { class: 'visually-hidden', for: 'scene-select' }, t('scene.date')), select, newer),
    about, placed,
    h('div', { class: 'segmented', role: 'group', 'aria-label': t('scene.colours') }, ...colours.map((c) => c.button)),
    h('div', { class: 'row compare' }, h('label', { for: 'before-select' }, t('scene.compare')), before),
    notice,
  ];
  const element = h('section', { class: 'scene-panel', 'aria-labelledby': 'scene-title' }, h('h2', { id: 'scene-title' }, t('scene.title')), body);

  function step(by: number): void {
    const at = all.findIndex((s) => s.id === select.value);
    const next = all[at < 0 ? 0 : at + by];
    if (next) actions.scene(next.id);
  }

  return {
    element,
    update(scenes, scene, compared, rendering) {
      all = scenes;
      if (scenes.length === 0) {
        fill(body, h('p', { class: 'quiet' }, knownOn() === null ? t('scene.empty') : t('scene.emptyThen', { date: knownName() })));
        return;
      }
      const focused = document.activeElement;
      if (!body.contains(select)) fill(body, ...controls);
      fill(select, h('option', { value: '' }, t('scene.none')), ...scenes.map((s) => option(s, scenes)));
      fill(before, h('option', { value: '' }, t('scene.noCompare')), ...scenes.filter((s) => s.id !== scene?.id).map((s) => option(s, scenes)));
      select.value = scene?.id ?? '';
      before.value = compared?.id ?? '';
      before.disabled = scene === null;
      const at = scenes.findIndex((s) => s.id === scene?.id);
      older.disabled = at === scenes.length - 1;
      newer.disabled = at <= 0;
      for (const c of colours) c.button.setAttribute('aria-pressed', String(c.r === rendering));
      fill(about, scene && profileName(scene.profile), scene?.cloud_share != null && ` · ${t('scene.cloud', { share: percent(scene.cloud_share) })}`,
        scene?.valid_share != null && ` · ${t('scene.valid', { share: percent(scene.valid_share) })} `,
        scene && h('button', { type: 'button', class: 'link', onclick: () => actions.zoom(scene) }, t('scene.zoom')));
      const line = scene && shiftLine(scene);
      placed.hidden = !line && scene?.mask_origin !== 'own';
      placed.className = line?.off ? 'note-box' : 'quiet about';
      placed.title = scene?.shift?.reference ?? '';
      placed.textContent = [line?.text, scene?.mask_origin === 'own' ? t('scene.ownMask') : null].filter(Boolean).join(' · ');
      if (focused instanceof HTMLElement && element.contains(focused)) focused.focus();
    },
    note(text) {
      notice.textContent = text;
      notice.hidden = text === '';
    },
    fail(reason) {
      fill(body, h('p', { class: 'error', role: 'alert' }, t('error.server', { reason })));
    },
  };
}

/** A sensor profile's name for people. */
export function profileName(profile: string): string {
  return maybe(`profile.${profile}`) ?? profile;
}

function option(scene: Scene, scenes: Scene[]): HTMLOptionElement {
  const date = day(scene.acquired_at);
  const alone = scenes.filter((s) => day(s.acquired_at) === date).length === 1;
  const cloud = scene.cloud_share === null ? '' : `  ☁ ${percent(scene.cloud_share)}`;
  return h('option', { value: scene.id }, `${date}${alone ? '' : ` · ${profileName(scene.profile)}`}${cloud}`);
}
