import type { Comparison } from './api.js';
import { t } from '../../texts.js';

/** Blocks that a comparison needs, as the server has it. */
export const fewestBlocks = 8;

/** Better, worse, or not enough to tell: in a word. */
export function word(one: Comparison): string {
  return t(one.verdict === 'better' ? 'models.better' : one.verdict === 'worse' ? 'models.worse' : 'models.unsure');
}

/** Why it is so, or what is missing, in a sentence. */
export function reason(one: Comparison): string {
  if (one.verdict === 'better' || one.verdict === 'worse') return t('learning.sure', { blocks: one.blocks });
  return one.blocks < fewestBlocks ? t('learning.fewBlocks', { blocks: one.blocks, least: fewestBlocks }) : t('learning.mayBeNone', { blocks: one.blocks });
}
