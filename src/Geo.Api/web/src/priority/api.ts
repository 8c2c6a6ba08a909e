import { asRecord, json, list, num, send, text } from '../http.js';
import { isRemark } from '../remark.js';
import type { Remark } from '../remark.js';
import { language } from '../texts.js';

export interface Judgement { a: string; b: string; favours: number }
export interface Named { code: string; heading: string; name: string; unit: string; source: string }
export interface PriorityDump { code: string; name: string; town: string; lon: number | null; lat: number | null; cost: number | null; costSource: string | null; missing: number; run: string | null }
/** What the room stands on: criteria, judgements, dumps. */
export interface Ground {
  revision: number; title: string; headings: Named[]; criteria: Named[]; judgements: Record<string, Judgement[]>; scale: number[];
  budget: number; budgetSource: string; concentration: number; leftOut: string[]; dumps: Map<string, PriorityDump>; adopted: { id: string; name: string; at: string; by: string } | null;
}
export interface Question { judgements: Record<string, Judgement[]>; method: string; objective: string; budget_wan: number; must: string[]; cannot: string[]; costs: Record<string, number>; distribution: string }
export interface Worst { a: string; b: string; favours: number; suggested: number; ratioThen: number; mends: boolean }
export interface Group { group: string; ratio: number; consistent: boolean; weights: Record<string, number>; worst: Worst | null }
export interface Row { rank: number; code: string; score: number; funded: boolean; cost: number | null }
export interface Answer { consistent: boolean; groups: Group[]; weights: Record<string, number>; budget: number; spent: number | null; funded: number | null; k: number | null; remarks: Remark[]; rows: Row[] }
export interface Part { criterion: string; weight: number; value: number; part: number; mean: number; measured: number | null; cls: string | null; missing: boolean }
export interface Explained { code: string; rank: number; score: number; funded: boolean; parts: Part[]; lifts: string[]; holds: string[]; remarks: Remark[]; changes: Remark[] }
export interface Scenario { id: string; name: string; note: string | null; by: string; at: string; budget: number; funded: number; spent: number; method: string; objective: string; adoptedAt: string | null }
export interface Compared { entered: string[]; left: string[]; stayed: string[]; dumps: { code: string; a: number | null; b: number | null; fundedA: boolean; fundedB: boolean }[] }

const strings = (value: unknown): string[] => list(value).map(String);
const remarks = (value: unknown): Remark[] => list(value).filter(isRemark);
const numbers = (value: unknown): Record<string, number> => Object.fromEntries(Object.entries(asRecord(value)).map(([k, v]) => [k, num(v) ?? 0]));
const judgement = (value: unknown): Judgement => { const j = asRecord(value); return { a: text(j.a) ?? '', b: text(j.b) ?? '', favours: num(j.favours) ?? 1 }; };
const judged = (value: unknown): Record<string, Judgement[]> => Object.fromEntries(Object.entries(asRecord(value)).map(([group, all]) => [group, list(all).map(judgement)]));

export async function getGround(signal: AbortSignal): Promise<Ground> {
  const g = asRecord(await json('/priority', signal));
  const own = language();
  const named = (value: unknown): Named => {
    const c = asRecord(value), source = asRecord(c.source);
    return { code: text(c.code) ?? '', heading: text(c.heading) ?? '', name: text(c[own]) ?? '', unit: text(c.unit) ?? '', source: [text(source.document), text(source.date)].filter((x) => x !== null).join(', ') };
  };
  const budget = asRecord(g.budget), adopted = asRecord(g.adopted), source = asRecord(budget.source);
  const dumps = list(g.dumps).map((value): PriorityDump => {
    const d = asRecord(value);
    return { code: text(d.code) ?? '', name: text(d.name) ?? '', town: text(d.town) ?? '', lon: num(d.lon), lat: num(d.lat), cost: num(d.cost_wan), costSource: text(d.cost_source), missing: num(d.missing) ?? 0, run: text(d.run_id) };
  });
  return {
    revision: num(g.revision) ?? 0, title: text(asRecord(g.title)[own]) ?? '', headings: list(g.headings).map(named), criteria: list(g.criteria).map(named), judgements: judged(g.judgements),
    scale: list(g.scale).map(Number), budget: num(budget.wan) ?? 0, budgetSource: [text(source.document), text(source.date)].filter((x) => x !== null).join(', '),
    concentration: num(asRecord(g.draws).concentration) ?? 0, leftOut: strings(asRecord(g.leaves_out).dumps), dumps: new Map(dumps.map((d) => [d.code, d])),
    adopted: text(adopted.id) === null ? null : { id: text(adopted.id) ?? '', name: text(adopted.name) ?? '', at: text(adopted.at) ?? '', by: text(adopted.by) ?? '' },
  };
}

export async function ask(question: Question): Promise<Answer> {
  return answerOf(await send('/priority/what-if', question));
}

function answerOf(value: unknown): Answer {
  const a = asRecord(value);
  return {
    consistent: a.consistent === true, weights: numbers(a.weights), budget: num(a.budget_wan) ?? 0, spent: num(a.spent_wan), funded: num(a.funded), k: num(a.k), remarks: remarks(a.remarks),
    groups: list(a.groups).map((one): Group => {
      const g = asRecord(one), w = asRecord(g.worst), codes = strings(g.codes), weights = list(g.weights).map(Number);
      return { group: text(g.group) ?? '', ratio: num(g.consistency_ratio) ?? 0, consistent: g.consistent === true, weights: Object.fromEntries(codes.map((c, i) => [c, weights[i] ?? 0])),
        worst: text(w.a) === null ? null : { a: text(w.a) ?? '', b: text(w.b) ?? '', favours: num(w.favours) ?? 1, suggested: num(w.suggested) ?? 1, ratioThen: num(w.ratio_then) ?? 0, mends: w.mends === true } };
    }),
    rows: list(a.rows).map((one): Row => { const r = asRecord(one); return { rank: num(r.rank) ?? 0, code: text(r.code) ?? '', score: num(r.score) ?? 0, funded: r.funded === true, cost: num(r.cost_wan) }; }),
  };
}

export async function askShares(question: Question, draws: number): Promise<{ k: number; draws: number; shares: Record<string, number> }> {
  const s = asRecord(await send('/priority/stability', { question, draws }));
  return { k: num(s.k) ?? 0, draws: num(s.draws) ?? draws, shares: numbers(s.shares) };
}

export async function explain(question: Question, code: string): Promise<Explained> {
  const e = asRecord(await send('/priority/explain', { question, code }));
  return {
    code: text(e.code) ?? code, rank: num(e.rank) ?? 0, score: num(e.score) ?? 0, funded: e.funded === true, lifts: strings(e.lifts), holds: strings(e.holds_back), remarks: remarks(e.remarks),
    changes: list(e.changes).map((c) => asRecord(c).told).filter(isRemark),
    parts: list(e.parts).map((one): Part => {
      const p = asRecord(one), r = asRecord(p.reading);
      return { criterion: text(p.criterion) ?? '', weight: num(p.weight) ?? 0, value: num(r.value) ?? 0, part: num(p.part) ?? 0, mean: num(p.mean) ?? 0, measured: num(r.measured), cls: text(r.class), missing: r.missing === true };
    }),
  };
}

function scenarioOf(value: unknown): Scenario {
  const s = asRecord(value);
  return { id: text(s.id) ?? '', name: text(s.name) ?? '', note: text(s.note), by: text(s.created_by) ?? '', at: text(s.created_at) ?? '', budget: num(s.budget_wan) ?? 0, funded: num(s.funded) ?? 0, spent: num(s.spent_wan) ?? 0,
    method: text(s.method) ?? '', objective: text(s.objective) ?? '', adoptedAt: text(s.adopted_at) };
}

export async function getScenarios(signal: AbortSignal): Promise<Scenario[]> {
  return list(asRecord(await json('/priority/scenarios', signal)).scenarios).map(scenarioOf);
}

/** The question that a scenario keeps. */
export async function getQuestion(id: string): Promise<Question> {
  const q = asRecord(asRecord(await json(`/priority/scenarios/${encodeURIComponent(id)}`)).question);
  return { judgements: judged(q.judgements), method: text(q.method) ?? 'weighted_sum', objective: text(q.objective) ?? 'score_sum', budget_wan: num(q.budget_wan) ?? 0, must: strings(q.must), cannot: strings(q.cannot), costs: numbers(q.costs), distribution: text(q.distribution) ?? 'dirichlet' };
}

export async function saveScenario(name: string, note: string, question: Question): Promise<Scenario> {
  return scenarioOf(await send('/priority/scenarios', { name, note, question }));
}
export async function adopt(id: string): Promise<string> {
  return text(asRecord(await send(`/priority/scenarios/${encodeURIComponent(id)}/adopt`, {})).id) ?? '';
}
export async function remove(id: string): Promise<void> {
  await send(`/priority/scenarios/${encodeURIComponent(id)}`, {}, 'DELETE');
}

export async function compare(a: string, b: string): Promise<Compared> {
  const c = asRecord(await json(`/priority/compare?a=${encodeURIComponent(a)}&b=${encodeURIComponent(b)}`));
  return { entered: strings(c.entered), left: strings(c.left), stayed: strings(c.stayed),
    dumps: list(c.dumps).map((one) => { const d = asRecord(one); return { code: text(d.code) ?? '', a: num(d.rank_a), b: num(d.rank_b), fundedA: d.funded_a === true, fundedB: d.funded_b === true }; }) };
}
