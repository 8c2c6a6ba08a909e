import type { App } from '../app.js';
import { getAreas } from '../draw/api.js';
import { groundOf } from '../draw/figures.js';
import { fill, h } from '../dom.js';
import { t } from '../texts.js';

const elsewhere = '*';

/** Where a survey looks: everywhere, in an area that was drawn on the map, or in a file of one's own. The value is a path, empty for everywhere. */
export function areaChoice(app: App): { element: HTMLElement; value(): string } {
  const path = h('input', { id: 'f-aoi-path', type: 'text', spellcheck: 'false', autocomplete: 'off', placeholder: '/data/aoi.geojson', 'aria-label': t('start.aoiPath'), hidden: true });
  const select = h('select', { id: 'f-aoi', onchange: () => { path.hidden = select.value !== elsewhere; } });
  const options = (areas: readonly { file: string; name: string; area_m2: number }[]): void => fill(select, h('option', { value: '' }, t('start.aoiNone')),
    ...areas.map((a) => h('option', { value: a.file }, `${a.name} · ${groundOf(a.area_m2)}`)), h('option', { value: elsewhere }, t('start.aoiPath')));
  options([]);
  if (app.session.rights.includes('read_staff')) {
    getAreas().then((areas) => {
      const before = select.value, wanted = areas.find((a) => a.name === app.route().aoi)?.file;
      options(areas);
      select.value = before === '' ? wanted ?? '' : before;
    }, () => undefined); // without the list a path can still be given
  }
  return {
    element: h('div', { class: 'area-choice' }, h('label', { for: 'f-aoi' }, t('start.aoi')),
      h('div', { class: 'row' }, select, h('button', { type: 'button', id: 'f-aoi-draw', onclick: () => app.go({ room: 'map', draw: 'area', selected: null }) }, t('start.aoiDraw'))), path),
    value: () => (select.value === elsewhere ? path.value.trim() : select.value),
  };
}
