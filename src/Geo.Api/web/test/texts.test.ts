import { readFileSync, readdirSync } from 'node:fs';
import { expect, it } from 'vitest';
import zh from '../src/zh.json';
import en from '../src/en.json';

const placeholders = (text: string): string[] => (text.match(/\{\w+\}/g) ?? []).sort();
const sources = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((f) => f.endsWith('.ts')).map((f) => readFileSync(`src/${f}`, 'utf8')).join('\n');

it('has the same keys in both languages', () => expect(Object.keys(en).sort()).toEqual(Object.keys(zh).sort()));
it('has the same placeholders in both languages', () => {
  for (const [key, text] of Object.entries(zh)) expect([key, placeholders(en[key as keyof typeof en])]).toEqual([key, placeholders(text)]);
});
it('has no empty text', () => expect([...Object.values(zh), ...Object.values(en)].filter((text) => text.trim() === '')).toEqual([]));
it('names every kind of run', () => {
  const kinds = Object.keys(JSON.parse(readFileSync('../../../data/processes.json', 'utf8')) as object);
  expect(kinds.filter((kind) => !(`run.${kind}` in zh))).toEqual([]);
});
it('has no text that nothing uses', () => {
  const made = /^(value|property|profile|remark|run|kind|room|state|start\.about|scene|shift|mines\.(col|filter)|dumps\.(col|filter|category|status|sample|verdict|kind|identification)|role|right|action|field\.state|field\.finding|field\.source|field\.doubt|todo\.state|todo\.source|inbox\.(is|about)|registers\.(kind|place|crs\.from)|cases\.(col|filter|group|state|next|do|kind|source|verdict|outcome|closing|place|step|action|why|crs))\./;
  expect(Object.keys(zh).filter((key) => !made.test(key) && !sources.includes(`'${key}'`))).toEqual([]);
});
it('keeps Chinese out of the code', () => {
  // Comments name things as people do; coordinates.ts reads Chinese; a combination of both is data.
  const code = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((f) => f.endsWith('.ts') && f !== 'coordinates.ts')
    .map((f) => readFileSync(`src/${f}`, 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '')).join('\n');
  expect((code.match(/[\u4e00-\u9fff]+/g) ?? []).filter((word) => word !== '中文')).toEqual([]);
});
