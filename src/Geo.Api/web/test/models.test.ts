import { afterEach, expect, it } from 'vitest';
import type { Comparison } from '../src/runs/models/api.js';
import { reason, word } from '../src/runs/models/told.js';
import { setLanguage } from '../src/texts.js';

Object.assign(globalThis, { document: { documentElement: {} } });
afterEach(() => setLanguage('zh'));

const one = (verdict: string, blocks: number): Comparison => ({ with: 'default', blocks, seen_blocks: 0, old_score: 0.6, new_score: 0.7, difference: 0.1, lower: -0.02, upper: 0.2, verdict });

it('says what is missing before a comparison can tell', () => {
  expect(`${word(one('not_enough_to_tell', 5))}：${reason(one('not_enough_to_tell', 5))}`).toBe('尚不能分辨：只有 5 个区块，至少需要 8 个：请在更多地方复核或勾绘样本。');
  expect(reason(one('not_enough_to_tell', 9))).toContain('可能为零');
  expect(reason(one('better', 12))).toBe('12 个区块，有九成把握。');
  setLanguage('en');
  expect(reason(one('not_enough_to_tell', 5))).toBe('Only 5 blocks, and 8 are needed: review or label in more places.');
});
