import { day, hectares, minute, mu, number, percent } from './format.js';
import { className, known } from './classes.js';
import { classified, classOf, nameOf } from './status.js';
import { language, maybe, t } from './texts.js';
import type { Properties, Schema, SchemaProperty } from './api.js';

/** Shown apart from the table: in the head of the card or under "where from". */
const elsewhere = new Set(['code', 'name', 'name_en', 'run_id', 'scene_ids', 'scene_id', 'survey_id', 'last_scene_id', 'pixel_count']);
/** A value and the property that holds how sure it is. */
const uncertainty: Record<string, string> = {
  vegetation_cover_share: 'vegetation_cover_uncertainty',
  relative_recovery_share: 'relative_recovery_uncertainty',
};
const hidden = new Set(Object.values(uncertainty));

export interface Fact { name: string; title: string; value: string; missing: boolean }

/** The rows of a fact card: in the schema's order, then whatever else the item carries. */
export function factsOf(properties: Properties, schema: Schema): Fact[] {
  const names = [...new Set([...Object.keys(schema), ...Object.keys(properties)])];
  return names
    .filter((n) => !elsewhere.has(n) && !hidden.has(n) && !n.startsWith('geom') && n !== 'id' && (n in properties || n in schema))
    .filter((n) => n !== 'site_code' || properties.site_kind !== 'unlisted')
    // Of a sentence in two languages, the reader's.
    .filter((n) => (language() === 'en' ? !names.includes(`${n}_en`) : !n.endsWith('_en')))
    .map((n) => fact(n, properties, schema[n]));
}

/** One property as people read it: 公顷 with 亩, per cent, days; a number without evidence says so. */
export function fact(name: string, properties: Properties, schema?: SchemaProperty): Fact {
  const value = properties[name];
  const title = (schema?.title ?? maybe(`property.${name}`) ?? name).replace(/\s*[（(](m²|share|m|t)[）)]$/, '');
  if (value === null || value === undefined || value === '') {
    const measured = /_(share|m2|m3|mean|at|rank|probability)$|^probability$/.test(name) && !['listed_area_m2', 'status_at', 'reviewed_at', 'proposed_at'].includes(name);
    return { name, title, value: t(measured ? 'fact.noEvidence' : 'fact.notStated'), missing: true };
  }
  return { name, title, value: told(name, value, properties), missing: false };
}

function told(name: string, value: unknown, properties: Properties): string {
  if (Array.isArray(value)) return value.map(String).join(', ');
  if (typeof value === 'boolean') return t(value ? 'yes' : 'no');
  if (typeof value === 'number') {
    if (name.endsWith('_m2')) return t('area', { hectares: hectares(value), mu: mu(value) });
    if (name.endsWith('_share') || name.endsWith('probability')) {
      const sure = properties[uncertainty[name] ?? ''];
      return typeof sure === 'number' ? `${percent(value)} ± ${number(sure * 100)}` : percent(value);
    }
    if (name.endsWith('_m3')) return `${number(value)} m³`;
    if (name.endsWith('_m')) return `${number(value)} m`;
    if (name.endsWith('_year')) return String(value);
    return Number.isInteger(value) ? number(value) : number(value, 3);
  }
  if (typeof value === 'string') {
    if (name.endsWith('_at')) return value.length > 10 && !/T00:00:00(\.0+)?Z$/.test(value) ? minute(value) : day(value);
    return valueName(name, value);
  }
  return JSON.stringify(value);
}

/** The name of a coded value; the code itself where it has none. */
export function valueName(property: string, value: string): string {
  if (property === 'status' || property === 'proposed_status') {
    const mine = classified['mine-sites']?.list.find((c) => c.key === value);
    if (mine) return nameOf(mine, language());
  }
  for (const classes of Object.values(classified)) {
    if (classes.property === property && property !== 'status') {
      const found = classOf(classes, value);
      if (found.key !== '') return nameOf(found, language());
    }
  }
  if (property === 'class' && known(value)) return className(value);
  return maybe(`value.${property}.${value}`) ?? maybe(`value.status.${value}`) ?? value;
}

/** What an item is called: its name, its code, or its class and number. */
export function titleOf(id: string, properties: Properties): string {
  const own = language() === 'en' && typeof properties.name_en === 'string' ? properties.name_en : properties.name;
  if (typeof own === 'string' && own !== '') return own;
  if (typeof properties.code === 'string' && properties.code !== '') return properties.code;
  if (typeof properties.site_code === 'string' && typeof properties.kind === 'string') {
    return `${valueName('kind', properties.kind)} · ${typeof properties.site_name === 'string' ? properties.site_name : properties.site_code}`;
  }
  if (typeof properties.class === 'string') return valueName('class', properties.class);
  return id;
}
