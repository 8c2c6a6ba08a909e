import { asRecord, json, list, text } from '../http.js';
import { language, t } from '../texts.js';
import { h } from '../dom.js';

/** A warning over a register whose outlines lie off what the imagery shows; hidden where they do not. */
export function makeFitBanner(register: 'mine-sites' | 'dumps'): { element: HTMLElement; load(signal: AbortSignal): Promise<void> } {
  const element = h('p', { class: 'note-box fit-banner', role: 'status', hidden: true });
  return {
    element,
    async load(signal) {
      const fits = list(await json('/register-fits', signal)).map(asRecord);
      if (signal.aborted) return;
      const fit = fits.find((f) => text(f.register) === register && text(f.state) === 'shifted');
      element.hidden = fit === undefined;
      element.textContent = fit === undefined ? '' : t('fit.shifted', { sentence: text(asRecord(fit.sentence)[language()]) ?? '' });
    },
  };
}
