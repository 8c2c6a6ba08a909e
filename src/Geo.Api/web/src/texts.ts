import zh from './zh.json';
import en from './en.json';
import type { Lang } from './route.js';

export type Key = keyof typeof zh;
let lang: Lang = 'zh';
let texts: Record<Key, string> = zh;

export function setLanguage(language: Lang): void {
  lang = language;
  texts = language === 'zh' ? zh : en;
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
}

export function language(): Lang { return lang; }

/** The text of a key; `{name}` in it is replaced by the value of that name. */
export function t(key: Key, values: Record<string, string | number> = {}): string {
  return texts[key].replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

/** The text of a key made from data, or null where there is none: `value.review.candidate`. */
export function maybe(key: string): string | null {
  return key in texts ? texts[key as Key] : null;
}
