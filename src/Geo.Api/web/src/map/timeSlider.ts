import type { Scene } from '../api.js';
import { fill, h } from '../dom.js';
import { day, percent } from '../format.js';
import { t } from '../texts.js';
import { profileName } from './scenePanel.js';
import { isSurface } from './scenes.js';

/** Milliseconds that the pointer or the keys rest before the map follows: pictures between are not asked for. */
const rest = 150;

/** The scenes' dates on a line; its handle chooses which lies under the layers. Arrow keys go from scene to scene, Page by a year, Home and End to the ends. */
export function makeTimeSlider(chosen: (id: string) => void): { element: HTMLElement; update(scenes: readonly Scene[], scene: Scene | null): void } {
  const ticks = h('div', { class: 'ticks', 'aria-hidden': 'true' });
  const handle = h('div', { class: 'time-handle', role: 'slider', tabindex: 0, 'aria-label': t('time.label'), title: t('time.label') });
  const value = h('output', { class: 'time-value' });
  const track = h('div', { class: 'time-track' }, ticks, handle);
  const element = h('div', { class: 'time-slider', hidden: true }, value, track);
  let dated: Scene[] = [];
  let now = -1;
  let drawn = '';
  let timer = 0;

  const position = (index: number): number => {
    const [first, last, one] = [dated[0], dated.at(-1), dated[index]];
    if (!first || !last || !one) return 0;
    const span = Date.parse(last.acquired_at) - Date.parse(first.acquired_at);
    return span === 0 ? 50 : (Date.parse(one.acquired_at) - Date.parse(first.acquired_at)) / span * 100;
  };

  function place(index: number): void {
    now = index;
    const scene = dated[index];
    handle.hidden = !scene;
    if (!scene) { value.textContent = t('scene.none'); return; }
    handle.style.left = `${position(index)}%`;
    const text = `${day(scene.acquired_at)} · ${profileName(scene.profile)}${scene.cloud_share === null ? '' : ` · ${t('scene.cloud', { share: percent(scene.cloud_share) })}`}`;
    value.textContent = text;
    handle.setAttribute('aria-valuenow', String(index + 1));
    handle.setAttribute('aria-valuetext', text);
  }

  function to(index: number): void {
    const wanted = Math.max(0, Math.min(dated.length - 1, index));
    if (wanted === now) return;
    place(wanted);
    window.clearTimeout(timer);
    timer = window.setTimeout(() => { const scene = dated[now]; if (scene) chosen(scene.id); }, rest);
  }

  function byYear(sign: number): number {
    const year = 365 * 86_400_000;
    const at = Date.parse(dated[now]?.acquired_at ?? '') + sign * year;
    return nearest((s) => Math.abs(Date.parse(s.acquired_at) - at));
  }

  function nearest(far: (scene: Scene) => number): number {
    return dated.reduce((best, s, i) => { const b = dated[best]; return b && far(b) <= far(s) ? best : i; }, 0);
  }

  handle.addEventListener('keydown', (event) => {
    const next = { ArrowLeft: now - 1, ArrowDown: now - 1, ArrowRight: now + 1, ArrowUp: now + 1, Home: 0, End: dated.length - 1, PageUp: byYear(1), PageDown: byYear(-1) }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    to(next);
  });
  track.addEventListener('pointerdown', (event) => {
    event.preventDefault();
    track.setPointerCapture(event.pointerId);
    const follow = (e: PointerEvent): void => {
      const box = track.getBoundingClientRect();
      const part = (e.clientX - box.left) / box.width * 100;
      let best = 0;
      for (let i = 1; i < dated.length; i++) if (Math.abs(position(i) - part) < Math.abs(position(best) - part)) best = i;
      to(best);
    };
    follow(event);
    handle.focus();
    track.addEventListener('pointermove', follow);
    const end = (): void => track.removeEventListener('pointermove', follow);
    track.addEventListener('pointerup', end, { once: true });
    track.addEventListener('pointercancel', end, { once: true });
  });

  return {
    element,
    update(scenes, scene) {
      dated = scenes.filter((s) => !isSurface(s)).sort((a, b) => a.acquired_at.localeCompare(b.acquired_at));
      element.hidden = dated.length < 2;
      const key = dated.map((s) => s.id).join();
      if (key !== drawn) {
        drawn = key;
        handle.setAttribute('aria-valuemin', '1');
        handle.setAttribute('aria-valuemax', String(dated.length));
        let year = '';
        let labelled = -20;
        fill(ticks, ...dated.flatMap((s, i) => {
          const at = position(i);
          const tick = h('i', { style: `left:${at}%`, class: (s.cloud_share ?? 0) > 0.3 ? 'cloudy' : '' });
          const own = day(s.acquired_at).slice(0, 4);
          if (own === year || at - labelled < 9) return [tick];
          year = own;
          labelled = at;
          return [tick, h('span', { style: `left:${at}%` }, own)];
        }));
      }
      place(dated.findIndex((s) => s.id === scene?.id));
    },
  };
}
