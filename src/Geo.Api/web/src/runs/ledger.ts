import { followRun, getRun, getRuns, getScenes, isOver } from '../api.js';
import type { Run, Scene } from '../api.js';
import type { App, Room } from '../app.js';
import { h, fill } from '../dom.js';
import { t } from '../texts.js';
import { makeRunPanel } from './runPanel.js';
import { runsTable } from './runsTable.js';
import { scenesTable } from './scenesTable.js';
import { makeStartForm } from './startForm.js';

/** Runs and scenes: what came in, what is running, what failed? */
export function openLedger(host: HTMLElement, app: App): Room {
  const aborter = new AbortController();
  let runs: Run[] = [];
  let scenes: Scene[] = [];
  let timer = 0;
  let stopFollowing: (() => void) | null = null;
  let followed = '';

  const scenesBody = h('div', { class: 'table-box' }, h('p', { class: 'quiet' }, t('loading')));
  const runsBody = h('div', { class: 'table-box' }, h('p', { class: 'quiet' }, t('loading')));
  const form = makeStartForm(app, (run) => { void refresh(); app.go({ run: run.id }); });
  const panel = makeRunPanel(app, { close: () => app.go({ run: null }), changed: () => void refresh() });
  const startButton = h('button', { type: 'button', class: 'primary', onclick: () => { app.go({ run: null }); form.focus(); } }, t('runs.start'));
  const root = h('div', { class: 'runs-room' },
    h('div', { class: 'lists' },
      h('section', { 'aria-labelledby': 'runs-title' }, h('div', { class: 'section-head' }, h('h1', { id: 'runs-title' }, t('runs.title')), startButton), runsBody),
      h('section', { 'aria-labelledby': 'scenes-title' }, h('div', { class: 'section-head' }, h('h1', { id: 'scenes-title' }, t('scenes.title'))), scenesBody)),
    h('div', { class: 'beside' }, panel.element, form.element));
  fill(host, root);

  getScenes(aborter.signal).then((found) => {
    scenes = found;
    form.scenes(found);
    fill(scenesBody, scenesTable(scenes, app));
  }, (error: unknown) => failed(scenesBody, error));
  void refresh();

  async function refresh(): Promise<void> {
    window.clearTimeout(timer);
    try {
      runs = await getRuns(aborter.signal);
      draw();
    } catch (error) {
      failed(runsBody, error);
    }
    if (aborter.signal.aborted) return;
    timer = window.setTimeout(() => void refresh(), runs.some((r) => !isOver(r)) ? 3000 : 20_000);
  }

  function draw(): void {
    const focused = document.activeElement?.id;
    fill(runsBody, runsTable(runs, app.route().run, (id) => app.go({ run: id })));
    if (focused?.startsWith('run-') === true) document.getElementById(focused)?.focus();
  }

  function failed(where: HTMLElement, error: unknown): void {
    if (aborter.signal.aborted) return;
    fill(where, h('p', { class: 'error', role: 'alert' }, t('error.server', { reason: error instanceof Error ? error.message : String(error) })));
  }

  function seen(run: Run): void {
    if (run.id !== followed) return;
    panel.update(run);
    const at = runs.findIndex((r) => r.id === run.id);
    const old = runs[at];
    if (old && (old.state !== run.state || old.progress !== run.progress || old.message !== run.message)) {
      runs[at] = run;
      draw();
    }
  }

  return {
    show(route) {
      form.element.hidden = route.run !== null;
      root.classList.toggle('with-run', route.run !== null);
      if (route.run === followed || (route.run === null && followed === '')) { panel.element.hidden = route.run === null; return; }
      stopFollowing?.();
      stopFollowing = null;
      followed = route.run ?? '';
      panel.element.hidden = followed === '';
      if (runs.length > 0) draw();
      if (followed !== '') root.scrollTo(0, 0);
      if (followed === '') return;
      const id = followed;
      panel.wait(id);
      getRun(id, aborter.signal).then((run) => {
        if (id !== followed) return;
        panel.update(run);
        if (!isOver(run)) stopFollowing = followRun(run, seen);
      }, (error: unknown) => { if (!aborter.signal.aborted && id === followed) panel.fail(id, error instanceof Error ? error.message : String(error)); });
    },
    close() {
      aborter.abort();
      stopFollowing?.();
      window.clearTimeout(timer);
    },
  };
}
