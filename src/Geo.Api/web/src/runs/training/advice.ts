import type { Run } from '../../api.js';
import { isRemark } from '../../remark.js';
import type { Remark } from '../../remark.js';

/** What an `advise` run says of labels; areas are counted from 0 in the file that it read. */
export interface Advice {
  classes: { class: string; reported: boolean; areas: number; rows: number; area_m2: number; blocks: number; advice: string | null; advice_remark?: Remark | null }[];
  suspects: { area: number; label: string; looks_like: string; own_probability: number; other_probability: number; longitude: number; latitude: number }[];
  learning_curve: { share: number; areas: number; rows: number; macro_f1: number | null; reported_f1: number | null }[];
  learning_advice: string | null;
  learning_advice_remark: Remark | null;
  uncertain: Uncertain[];
  notes: string[];
  /** The same, note by note; empty in what earlier versions wrote. */
  notes_remarks: Remark[];
}
export interface Uncertain { longitude: number; latitude: number; size_m: number; first: string; second: string; first_probability: number; second_probability: number }

/** The advice in a run's outputs; null where there is none. Lists that are missing are empty. */
export function adviceOf(run: Run): Advice | null {
  if (run.kind !== 'advise' || run.state !== 'done' || typeof run.outputs !== 'object' || run.outputs === null) return null;
  const o = run.outputs as Record<string, unknown>;
  const list = <T>(name: string): T[] => (Array.isArray(o[name]) ? o[name] as T[] : []);
  return {
    classes: list('classes'), suspects: list('suspects'), learning_curve: list('learning_curve'), uncertain: list('uncertain'), notes: list<string>('notes'), notes_remarks: list('notes_remarks'),
    learning_advice: typeof o.learning_advice === 'string' ? o.learning_advice : null,
    learning_advice_remark: isRemark(o.learning_advice_remark) ? o.learning_advice_remark : null,
  };
}

/** Whether a run read a file of labels. The file is named by its path in the workspace; runs started from a command line name it by its path on the disk. */
export function readsLabels(run: Run, file: string): boolean {
  const samples = (run.parameters as { samples?: unknown } | null)?.samples;
  return typeof samples === 'string' && (samples === file || samples.replaceAll('\\', '/').endsWith(`/${file}`));
}

/** The youngest advice on a file, and whether the file has been written since: then its areas may be counted otherwise. */
export function lastAdvice(runs: readonly Run[], file: string, modifiedAt: string): { run: Run; advice: Advice; stale: boolean } | null {
  const own = runs.filter((r) => readsLabels(r, file))
    .map((run) => ({ run, advice: adviceOf(run) })).filter((r): r is { run: Run; advice: Advice } => r.advice !== null)
    .sort((a, b) => b.run.created_at.localeCompare(a.run.created_at))[0];
  return own ? { ...own, stale: Date.parse(modifiedAt) > Date.parse(own.run.created_at) } : null;
}
