import { readFileSync, readdirSync } from 'node:fs';
import { afterEach, expect, it } from 'vitest';
import en from '../src/en.json';
import { said } from '../src/remark.js';
import { setLanguage } from '../src/texts.js';

Object.assign(globalThis, { document: { documentElement: {} } });
afterEach(() => setLanguage('zh'));

const rising = { code: 'learning_rising', values: { score: 'reported_f1', half_f1: 0.6, whole_f1: 0.8123, outlook_f1: 0.9 }, english: 'more labels would still help' };
const drift = { code: 'void_drift', values: { share: 0.0812, worst: 'index_ndvi', worst_share: 0.25 }, english: 'the scenes leave' };

it('says a remark in the language of the reader', () => {
  expect(said(rising, null)).toBe('继续标注仍有帮助：样本从一半增至全部，上报类别的 F1 由 0.60 升至 0.81；再增加同样多的样本，预计可达约 0.90');
  expect(said({ code: 'class_one_block', values: { class: 'stockpile', more: 3 }, english: '' }, null)).toContain('“固体废物堆场”');
  expect(said(drift, null)).toContain('8.1 %');
  setLanguage('en');
  expect(said(rising, null)).toContain('the F1 of the reported classes rose from 0.60 to 0.81');
});

it('keeps the English sentence of old answers and of codes that it does not know', () => {
  expect(said(null, 'label in more blocks')).toBe('label in more blocks');
  expect(said(undefined, null)).toBeNull();
  expect(said({ code: 'of_tomorrow', values: {}, english: 'new' }, 'old')).toBe('new');
});

it('has a text for every remark of the program, and every text finds its values', () => {
  const root = '../..';
  const code = ['Geo.Core', 'Geo.Jobs'].flatMap((room) => readdirSync(`${root}/${room}`, { recursive: true, encoding: 'utf8' })
    .filter((f) => f.endsWith('.cs') && !/^(bin|obj)\//.test(f)).map((f) => readFileSync(`${root}/${room}/${f}`, 'utf8'))).join('\n');
  const remarks = code.split('Remark.Of("').slice(1).map((text) => ({ code: /^\w+/.exec(text)?.[0] ?? '', text }));
  const texts = Object.entries(en).filter(([key]) => key.startsWith('remark.'));
  expect(texts.map(([key]) => key).sort()).toEqual([...new Set(remarks.map((r) => `remark.${r.code}`))].sort());
  for (const [key, text] of texts) {
    const made = remarks.filter((r) => `remark.${r.code}` === key);
    for (const [, name] of text.matchAll(/\{(\w+)\}/g)) expect([key, made.every((r) => r.text.includes(`("${name}", `))]).toEqual([key, true]);
  }
});
