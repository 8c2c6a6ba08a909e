import type { Scene } from '../api.js';
import { h } from '../dom.js';
import { day, percent } from '../format.js';
import { isSurface } from '../map/scenes.js';
import { profileName } from '../map/scenePanel.js';
import { t } from '../texts.js';

/** Optical scenes to tick; the value is the ids of those that are. */
export function sceneChoices(scenes: readonly Scene[], legend: 'start.scenes' | 'start.scenesOrAll'): { element: HTMLElement; value(): string[] } {
  const optical = scenes.filter((s) => !isSurface(s));
  const boxes = optical.map((s) => ({ s, box: h('input', { type: 'checkbox', value: s.id }) }));
  const element = h('fieldset', {}, h('legend', {}, t(legend)),
    h('div', { class: 'choices' }, ...boxes.map(({ s, box }) => h('label', {}, box, `${day(s.acquired_at)} · ${profileName(s.profile)}${s.cloud_share === null ? '' : ` · ☁ ${percent(s.cloud_share)}`}`)),
      optical.length === 0 && h('p', { class: 'quiet' }, t('start.noScenes'))));
  return { element, value: () => boxes.filter((b) => b.box.checked).map((b) => b.s.id) };
}
