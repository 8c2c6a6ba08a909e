import { h } from '../dom.js';
import type { Child } from '../dom.js';
import { day, hectares, mu, number } from '../format.js';
import { num, text } from '../http.js';
import { maybe, t } from '../texts.js';
import type { DumpSheet } from './api.js';
import { categoryName, metres } from './signs.js';

/** What is known of a dump and of what lies round it, each figure with its trace. */
export function factsPanel(sheet: DumpSheet): HTMLElement {
  const p = sheet.properties;
  const area = (name: string): string | null => { const v = num(p[name]); return v === null ? null : t('area', { hectares: hectares(v), mu: mu(v) }); };
  const far = (name: string): string | null => { const v = num(p[name]); return v === null ? null : metres(v); };
  const party = text(p.responsible_party);
  const rows: [string, string, Child, Child?][] = [
    ['waste_category', t('dumps.col.category'), categoryName(text(p.waste_category))],
    ['responsible_party', t('dumps.party'), party === null ? null : `${maybe(`value.responsible_party.${party}`) ?? party} ${text(p.responsible_name) ?? ''}`],
    ['identification_state', t('dumps.identification'), text(p.identification_state) === null ? null : maybe(`dumps.identification.${String(p.identification_state)}`) ?? String(p.identification_state), text(p.identified_by)],
    ['area_m2', t('dumps.area'), area('area_m2')], ['listed_area_m2', t('dumps.listedArea'), area('listed_area_m2')],
    ['estimated_tonnes', t('dumps.col.mass'), num(p.estimated_tonnes) === null ? null : `${number(num(p.estimated_tonnes) ?? 0)} t`, text(p.mass_source)],
    ['sensitive_distance_m', t('dumps.col.sensitive'), far('sensitive_distance_m'), text(p.sensitive_name) === null ? null : `${text(p.sensitive_name) ?? ''} · ${maybe(`dumps.kind.${String(p.sensitive_kind)}`) ?? text(p.sensitive_kind) ?? ''}`],
    ['key_control_area', t('dumps.control'), text(p.key_control_area) ?? t('dumps.noControl')],
    ['river_distance_m', t('dumps.col.river'), far('river_distance_m'), text(p.river_reach) ?? text(p.river_name)],
    ['slope_deg', t('dumps.slope'), num(p.slope_deg) === null ? null : `${number(num(p.slope_deg) ?? 0, 1)}°`],
    ['first_seen_at', t('dumps.firstSeen'), text(p.first_seen_at) === null ? null : day(String(p.first_seen_at))],
  ];
  const trace = text(sheet.links.trace);
  return h('dl', { class: 'facts' }, ...rows.flatMap(([name, title, value, more]) => [
    h('dt', {}, title),
    h('dd', { class: value === null ? 'missing' : '', 'data-fact': name }, value ?? t('fact.noEvidence'), more ? h('span', { class: 'quiet' }, ' ', more) : null,
      trace !== null && value !== null && h('a', { class: 'trace', href: `${trace}?property=${name}`, target: '_blank', rel: 'noopener', title: t('site.trace') }, t('card.source'))),
  ]));
}
