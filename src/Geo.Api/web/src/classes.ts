import table from '../../../../data/classes.json';
import { h } from './dom.js';
import { language, maybe } from './texts.js';

export interface GroundClass { name: string; title_zh: string; title_en: string; colour: string; reported: boolean }

/** The classes of ground that the program knows; other labels are allowed. */
export const classes: readonly GroundClass[] = table.classes;

export function known(name: string): GroundClass | null {
  return classes.find((c) => c.name === name) ?? null;
}

/** What a class is called; a label that the catalogue does not know is its own name. */
export function className(name: string): string {
  const found = known(name);
  return found ? (language() === 'zh' ? found.title_zh : found.title_en) : maybe(`value.class.${name}`) ?? name;
}

export function colourOf(name: string): string {
  return known(name)?.colour ?? '#9a9a9a';
}

export function isReported(name: string): boolean {
  return known(name)?.reported === true;
}

/** Names in the catalogue's order, unknown ones after them. */
export function inOrder(names: readonly string[]): string[] {
  const place = (name: string): number => { const at = classes.findIndex((c) => c.name === name); return at < 0 ? classes.length : at; };
  return [...new Set(names)].sort((a, b) => place(a) - place(b) || (a < b ? -1 : 1));
}

/** A class with its colour beside its name; what surveys report is set bold. */
export function classTag(name: string): HTMLElement {
  return h('span', { class: isReported(name) ? 'class-tag reported' : 'class-tag' }, h('i', { style: `background:${colourOf(name)}`, 'aria-hidden': 'true' }), className(name));
}
