import type { Scene } from '../../api.js';
import { sceneImage } from '../../api.js';
import { h } from '../../dom.js';
import { day } from '../../format.js';
import { text } from '../../http.js';
import { profileName } from '../../map/scenePanel.js';
import { isSurface } from '../../map/scenes.js';
import { outline, squareRound } from '../../review/pictures.js';
import { t } from '../../texts.js';
import type { Sheet } from '../api.js';

const pixels = 480;

/** The site before its works and now: the server's own pair on one stretch where it makes one, else the scenes' pictures of one box. */
export function pair(sheet: Sheet, scenes: readonly Scene[]): HTMLElement {
  const box = squareRound(sheet.geometry, 500);
  const [before, after] = chosen(sheet, scenes);
  if (box === null || after === null) return h('p', { class: 'quiet' }, t(box === null ? 'review.noPlace' : 'review.noScene'));
  const made = (side: string, scene: Scene): string => text(sheet.links[`chip_${side}`]) ?? sceneImage(scene.id, box, pixels, pixels, 'natural');
  const own = text(sheet.links.chip_before) !== null;
  const figure = (side: 'before' | 'after', scene: Scene | null): HTMLElement => (scene === null ? h('figure', {}, h('figcaption', {}, t(`review.${side}`)), h('p', { class: 'quiet' }, t('site.noBefore')))
    : h('figure', {}, h('figcaption', {}, `${t(`review.${side}`)} ${day(scene.acquired_at)} · ${profileName(scene.profile)}`),
      h('div', { class: 'frame' }, h('img', { src: made(side, scene), width: pixels, height: pixels, alt: `${t(`review.${side}`)} ${day(scene.acquired_at)}` }), own ? null : outline(box, sheet.geometry, pixels))));
  return h('div', { class: 'pictures' }, figure('before', before), figure('after', after));
}

/** The clearest look in the baseline or in the first season, and the last one. */
export function chosen(sheet: Sheet, scenes: readonly Scene[]): [Scene | null, Scene | null] {
  const clear = sheet.observations.filter((o) => o.scene !== null && (o.valid ?? 0) >= 0.5);
  const of = (id: string | null | undefined): Scene | null => scenes.find((s) => s.id === id && !isSurface(s)) ?? null;
  const year = typeof sheet.properties.baseline_year === 'number' ? sheet.properties.baseline_year : null;
  const first = clear.find((o) => year !== null && day(o.at).startsWith(String(year)) && of(o.scene) !== null) ?? clear.find((o) => of(o.scene) !== null);
  const last = [...clear].reverse().find((o) => of(o.scene) !== null);
  const after = of(last?.scene);
  const before = of(first?.scene);
  return [before !== null && before.id !== after?.id ? before : null, after];
}
