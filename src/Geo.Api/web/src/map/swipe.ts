import { h } from '../dom.js';
import { t } from '../texts.js';

export interface Swipe {
  readonly element: HTMLElement;
  set(split: number, before: string, after: string): void;
}

/** The line between two dates: dragged, or moved by arrow keys (shift: further), Home and End. */
export function makeSwipe(moved: (split: number, done: boolean) => void): Swipe {
  let now = 50;
  const beforeLabel = h('span', { class: 'swipe-date left' });
  const afterLabel = h('span', { class: 'swipe-date right' });
  const handle = h('div', {
    class: 'swipe-handle', role: 'slider', tabindex: 0, 'aria-orientation': 'horizontal',
    'aria-valuemin': 0, 'aria-valuemax': 100, 'aria-label': t('swipe.label'), title: t('swipe.label'),
  }, h('span', { 'aria-hidden': 'true' }, '◂ ▸'));
  const line = h('div', { class: 'swipe-line' }, handle, beforeLabel, afterLabel);
  const element = h('div', { class: 'swipe' }, line);

  const place = (split: number): void => {
    now = Math.min(100, Math.max(0, split));
    line.style.left = `${now}%`;
    handle.setAttribute('aria-valuenow', String(Math.round(now)));
  };
  const to = (split: number, done: boolean): void => { place(split); moved(now, done); };

  handle.addEventListener('keydown', (event) => {
    const step = event.shiftKey ? 10 : 2;
    const next = { ArrowLeft: now - step, ArrowRight: now + step, ArrowDown: now - step, ArrowUp: now + step, Home: 0, End: 100 }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    to(Math.round(next), true);
  });
  handle.addEventListener('pointerdown', (event) => {
    event.preventDefault();
    handle.focus();
    handle.setPointerCapture(event.pointerId);
    const follow = (e: PointerEvent): void => {
      const box = element.getBoundingClientRect();
      to((e.clientX - box.left) / box.width * 100, false);
    };
    const end = (): void => {
      handle.removeEventListener('pointermove', follow);
      to(Math.round(now), true);
    };
    handle.addEventListener('pointermove', follow);
    handle.addEventListener('pointerup', end, { once: true });
    handle.addEventListener('pointercancel', end, { once: true });
  });

  return {
    element,
    set(split, before, after) {
      place(split);
      beforeLabel.textContent = before;
      afterLabel.textContent = after;
      handle.setAttribute('aria-valuetext', t('swipe.value', { before, after, split: Math.round(split) }));
    },
  };
}
