import { followRun, isOver, startRun } from '../api.js';
import type { Run } from '../api.js';
import { signedIn, told } from '../act.js';
import type { App } from '../app.js';
import { fill, h } from '../dom.js';
import { t } from '../texts.js';
import { bar, kindName, stateSign } from './runsTable.js';

export interface Followed { readonly element: HTMLElement; start(kind: string, parameters: Record<string, unknown>): Promise<void>; watch(run: Run): void; close(): void }

/** Starts a run from a page and shows how far it is; `over` is called with the run when it has ended well. */
export function makeFollowed(app: App, over: (run: Run) => void): Followed {
  const element = h('div', { class: 'followed', 'aria-live': 'polite' });
  let stop: (() => void) | null = null;

  function seen(run: Run): void {
    fill(element, h('p', { class: 'state-line' }, stateSign(run.state), kindName(run.kind),
      h('button', { type: 'button', class: 'link', onclick: () => app.go({ page: 'runs', run: run.id }) }, t('follow.open'))),
    !isOver(run) && bar(run), run.error !== null && h('p', { class: 'error', role: 'alert' }, run.error));
    if (isOver(run)) {
      stop?.();
      stop = null;
      if (run.state === 'done') over(run);
    }
  }

  function watch(run: Run): void {
    stop?.();
    stop = null;
    const end = followRun(run, seen);
    stop = end;
    seen(run);
  }

  return {
    element, watch,
    async start(kind, parameters) {
      try {
        const run = await signedIn(app, () => startRun(kind, parameters));
        if (run) watch(run);
        else fill(element, h('p', { class: 'error', role: 'alert' }, t('start.needToken')));
      } catch (error) {
        fill(element, h('p', { class: 'error', role: 'alert' }, told(error)));
      }
    },
    close() { stop?.(); },
  };
}
