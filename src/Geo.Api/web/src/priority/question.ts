import type { Ground, Judgement, Question } from './api.js';

/** What the address of the room says; empty strings are left out of it. */
export type Own = Readonly<Record<string, string>>;

/** The question that an address asks; what it leaves out is the criteria's own. A link never fails. */
export function questionOf(own: Own, ground: Ground): Question {
  const budget = Number(own.budget ?? '');
  const split = (text: string | undefined): string[] => (text ?? '').split(',').filter((code) => ground.dumps.has(code));
  return {
    judgements: Object.fromEntries(Object.entries(ground.judgements).map(([group, all]) => [group, judgedBy(own[`j.${group}`], all, ground.scale)])),
    method: own.method === 'topsis' ? 'topsis' : 'weighted_sum',
    objective: own.objective === 'hazard_volume' ? 'hazard_volume' : 'score_sum',
    distribution: own.draws === 'uniform' ? 'uniform' : 'dirichlet',
    budget_wan: own.budget !== undefined && Number.isInteger(budget) && budget >= 0 && budget <= 1e8 ? budget : ground.budget,
    must: split(own.must), cannot: split(own.cannot),
    costs: Object.fromEntries((own.costs ?? '').split(',').map((pair) => pair.split(':')).filter(([code = '', wan = '']) => ground.dumps.has(code) && /^\d{1,9}$/.test(wan)).map(([code = '', wan]) => [code, Number(wan)])),
  };
}

/** The address of a question beside what else the room keeps there. */
export function ownOf(question: Question, ground: Ground, rest: Own): Own {
  const own: Record<string, string> = {};
  for (const name of ['sel', 'scenario', 'a', 'b']) { const value = rest[name]; if (value !== undefined && value !== '') own[name] = value; }
  if (question.budget_wan !== ground.budget) own.budget = String(question.budget_wan);
  if (question.method !== 'weighted_sum') own.method = question.method;
  if (question.objective !== 'score_sum') own.objective = question.objective;
  if (question.distribution !== 'dirichlet') own.draws = question.distribution;
  if (question.must.length > 0) own.must = question.must.join(',');
  if (question.cannot.length > 0) own.cannot = question.cannot.join(',');
  const costs = Object.entries(question.costs);
  if (costs.length > 0) own.costs = costs.map(([code, wan]) => `${code}:${wan}`).join(',');
  for (const [group, all] of Object.entries(question.judgements)) {
    const values = all.map((j) => j.favours).join(',');
    if (values !== (ground.judgements[group] ?? []).map((j) => j.favours).join(',')) own[`j.${group}`] = values;
  }
  return own;
}

/** The judgements of a scenario in the order of the criteria's own pairs. */
export function aligned(judgements: Record<string, Judgement[]>, ground: Ground): Record<string, Judgement[]> {
  return Object.fromEntries(Object.entries(ground.judgements).map(([group, all]) => [group, all.map((own) => {
    const same = judgements[group]?.find((j) => j.a === own.a && j.b === own.b), turned = judgements[group]?.find((j) => j.a === own.b && j.b === own.a);
    return { ...own, favours: same?.favours ?? (turned ? turnedRound(turned.favours) : own.favours) };
  })]));
}

function turnedRound(favours: number): number { return favours === 1 ? 1 : -favours; }

function judgedBy(said: string | undefined, all: readonly Judgement[], scale: readonly number[]): Judgement[] {
  const values = (said ?? '').split(',').map(Number);
  return said !== undefined && values.length === all.length && values.every((v) => scale.includes(v)) ? all.map((j, i) => ({ ...j, favours: values[i] ?? 1 })) : [...all];
}
