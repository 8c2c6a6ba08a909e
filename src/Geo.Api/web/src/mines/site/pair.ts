import { sceneImage } from '../../api.js';
import type { Scene } from '../../api.js';
import type { App } from '../../app.js';
import { fill, h } from '../../dom.js';
import { day } from '../../format.js';
import { asRecord, json, num, text } from '../../http.js';
import { knownOn } from '../../known.js';
import { profileName } from '../../map/scenePanel.js';
import { isSurface } from '../../map/scenes.js';
import { outline, squareRound } from '../../review/pictures.js';
import { t } from '../../texts.js';
import type { Sheet } from '../api.js';

const pixels = 480;
/** Least side of a picture in EPSG:3857 metres. */
const leastSide = 500;

/** What one side of the pair shows. */
interface Shot { image: string; at: string; sensor: string | null; scene: string; drawn: boolean }

/**
 * The site before its works and now. The server's own pair has one stretch on both sides and the outline drawn in; as known on an
 * earlier day, where it makes none, the scenes' pictures of one box stand in.
 */
export function makePair(sheet: Sheet, scenes: readonly Scene[], app: App): { element: HTMLElement; load(signal: AbortSignal): Promise<void> } {
  const element = h('div', { class: 'pictures' }, h('p', { class: 'quiet' }, t('loading')));
  return {
    element,
    async load(signal) {
      const own = knownOn() === null ? await served(sheet.code, signal).catch(() => null) : null;
      if (signal.aborted) return;
      const [before, after] = own ?? fromScenes(sheet, scenes);
      if (before === null && after === null) { fill(element, h('p', { class: 'quiet' }, t('review.noScene'))); return; }
      fill(element, figure('before', before), figure('after', after));
    },
  };

  function figure(side: 'before' | 'after', shot: Shot | null): HTMLElement {
    if (shot === null) return h('figure', {}, h('figcaption', {}, t(`review.${side}`)), h('p', { class: 'quiet' }, t('site.noBefore')));
    const title = `${t(`review.${side}`)} ${day(shot.at)}`;
    const box = shot.drawn ? null : squareRound(sheet.geometry, leastSide);
    return h('figure', {},
      h('figcaption', {}, h('strong', {}, title), shot.sensor === null ? null : ` · ${profileName(shot.sensor)}`, ' ',
        h('button', { type: 'button', class: 'link', title: shot.scene, onclick: () => app.go({ room: 'map', scene: shot.scene, before: null, selected: { layer: 'mine-sites', id: sheet.code } }) }, t('site.scene'))),
      h('div', { class: 'frame' }, h('img', { src: shot.image, width: pixels, height: pixels, alt: title }), box === null ? null : outline(box, sheet.geometry, pixels)));
  }
}

/** The pair that the dossier shows. */
async function served(code: string, signal: AbortSignal): Promise<[Shot | null, Shot | null] | null> {
  const pair = asRecord(asRecord(await json(`/mine-sites/${encodeURIComponent(code)}/dossier`, signal)).pair);
  const shot = (side: unknown): Shot | null => {
    const s = asRecord(side);
    const [image, at, scene] = [text(s.image), text(s.observed_at), text(s.scene_id)];
    return image === null || at === null || scene === null ? null : { image: `${image}?side=${pixels}`, at, scene, sensor: text(s.sensor), drawn: true };
  };
  const both: [Shot | null, Shot | null] = [shot(pair.before), shot(pair.after)];
  return both[0] === null && both[1] === null ? null : both;
}

/** The first clear look, of the baseline's year where there is one, and the last. */
export function fromScenes(sheet: Sheet, scenes: readonly Scene[]): [Shot | null, Shot | null] {
  const box = squareRound(sheet.geometry, leastSide);
  if (box === null) return [null, null];
  const of = (id: string | null | undefined): Scene | null => scenes.find((s) => s.id === id && !isSurface(s)) ?? null;
  const clear = sheet.observations.filter((o) => (o.valid ?? 0) >= 0.5 && of(o.scene) !== null);
  const year = num(sheet.properties.baseline_year);
  const [first, last] = [clear.find((o) => year !== null && day(o.at).startsWith(String(year))) ?? clear[0], clear.at(-1)];
  const shot = (scene: Scene | null): Shot | null => (scene === null ? null
    : { image: sceneImage(scene.id, box, pixels, pixels, 'natural'), at: scene.acquired_at, sensor: scene.profile, scene: scene.id, drawn: false });
  return [first?.scene === last?.scene ? null : shot(of(first?.scene)), shot(of(last?.scene))];
}
