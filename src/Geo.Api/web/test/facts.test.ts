import { expect, it } from 'vitest';
import { fact, factsOf, valueName } from '../src/facts.js';
import { classOf, classified } from '../src/status.js';

it('says that evidence is missing, never 0', () => {
  expect(fact('vegetation_cover_share', { vegetation_cover_share: null })).toMatchObject({ value: '证据不足', missing: true });
  expect(fact('vegetation_cover_share', { vegetation_cover_share: 0 })).toMatchObject({ value: '0 %', missing: false });
  expect(fact('lead_unit', { lead_unit: null })).toMatchObject({ value: '未填' });
});
it('gives areas in 公顷 and 亩 under a title without the unit', () =>
  expect(fact('area_m2', { area_m2: 12_345 }, { title: '面积（m²）' })).toMatchObject({ title: '面积', value: '1.23 公顷（18.5 亩）' }));
it('puts the uncertainty beside its value', () => {
  const p = { vegetation_cover_share: 0.31, vegetation_cover_uncertainty: 0.04 };
  expect(factsOf(p, {})).toMatchObject([{ name: 'vegetation_cover_share', value: '31 % ± 4' }]);
});
it('names coded values', () => {
  expect(valueName('status', 'relapsed')).toBe('反弹');
  expect(valueName('status', 'sampled')).toBe('已采样');
  expect(valueName('class', 'unrestored_pit')).toBe('疑似未治理矿坑');
  expect(valueName('town', '河东镇')).toBe('河东镇');
});
it('gives a value outside the table the class "not stated"', () => {
  const mines = classified['mine-sites'];
  expect(mines && classOf(mines, 'unheard of').key).toBe('');
});
it('has one colour and one shape a class', () => {
  for (const set of Object.values(classified)) {
    expect(new Set(set.list.map((c) => c.colour)).size).toBe(set.list.length);
    expect(new Set(set.list.map((c) => `${c.shape} ${c.bars}`)).size).toBe(set.list.length);
  }
});
