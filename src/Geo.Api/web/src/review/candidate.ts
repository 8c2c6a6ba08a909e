import { addCandidate } from '../api.js';
import type { Item } from '../api.js';
import { makeSender } from '../act.js';
import type { App } from '../app.js';
import { fill, h } from '../dom.js';
import { knownOn } from '../known.js';
import { formatRoute, start } from '../route.js';
import { t } from '../texts.js';

/** Makes an unlisted, confirmed stockpile a candidate of the inventory of dumps; shown to those who may decide on dumps. `done` is called with the new dump's code. */
export function makeCandidate(app: App, done: (code: string) => void): { element: HTMLElement; show(item: Item | null): void } {
  const element = h('div', { class: 'candidate', hidden: true });
  return {
    element,
    show(item) {
      const unlisted = item !== null && item.properties.class === 'stockpile' && (item.properties.site_code ?? null) === null;
      element.hidden = !unlisted || knownOn() !== null || !app.session.rights.includes('decide_dumps');
      if (item === null || element.hidden) { fill(element); return; }
      fill(element, item.properties.review === 'confirmed' ? form(item) : h('p', { class: 'quiet' }, t('review.candidate.confirmFirst'), ' ',
        app.route().room === 'review' ? null : h('a', { href: formatRoute({ ...start, lang: app.route().lang, room: 'review', selected: { layer: 'detections', id: String(item.id) } }) }, t('review.candidate.toReview'))));
    },
  };

  function form(item: Item): HTMLElement {
    const problem = h('p', { class: 'error', role: 'alert', hidden: true });
    const sent = makeSender(app, problem);
    const code = h('input', { id: 'candidate-code', type: 'text', required: true, maxlength: 64, autocomplete: 'off' });
    const name = h('input', { id: 'candidate-name', type: 'text', maxlength: 200 });
    const reason = h('textarea', { id: 'candidate-reason', rows: 2, maxlength: 1000, required: true });
    return h('details', {}, h('summary', { id: 'candidate-open' }, t('review.candidate.title')), h('p', { class: 'quiet' }, t('review.candidate.about')),
      h('form', { class: 'decision', novalidate: true, onsubmit: (event) => { event.preventDefault(); void send(); } },
        h('label', { for: 'candidate-code' }, t('review.candidate.code')), code,
        h('label', { for: 'candidate-name' }, t('review.candidate.name')), name,
        h('label', { for: 'candidate-reason' }, t('decision.reason')), reason, problem,
        h('div', { class: 'actions' }, h('button', { type: 'submit', class: 'primary', id: 'candidate-send' }, t('review.candidate.send')))));

    async function send(): Promise<void> {
      const [key, why] = [code.value.trim(), reason.value.trim()];
      const missing = key === '' ? code : why === '' ? reason : null;
      problem.hidden = missing === null;
      if (missing !== null) {
        problem.textContent = t(missing === code ? 'review.candidate.needsCode' : 'decision.needsReason');
        missing.focus();
        return;
      }
      if (!await sent(() => addCandidate(String(item.id), key, name.value.trim(), why))) return;
      Object.assign(item.properties, { site_kind: 'dump', site_code: key, site_distance_m: 0 });
      app.say(t('review.candidate.said', { code: key }));
      done(key);
    }
  }
}
