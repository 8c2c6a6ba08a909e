import { json, send } from '../../http.js';
import type { Remark } from '../../remark.js';

/** Models as the server tells of them. */

export interface ClassScore { reference: number; precision: number | null; recall: number | null; f1: number | null; io_u: number | null }
export interface Scores {
  algorithm: string; overall_accuracy: number; kappa: number; macro_f1: number; selection_score: number;
  /** Counts by mapped (row) and reference (column) class. */
  confusion: number[][];
  classes: Record<string, ClassScore>;
}
export interface ModelCard {
  name: string; created_at: string; model_hash: string; labels: string; scene_ids: string[]; synthetic: boolean;
  classes: string[]; rows_by_class: Record<string, number>; predictors: string[]; algorithm: string; left_out: string[];
  parameters: Record<string, number>;
  folds: { count: number; blocks: number; block_degrees: number; areas: number } | null;
  scores: Scores | null;
  selection: Scores[];
  objects?: { classes: Record<string, ObjectRule> } | null;
  evidence?: { objects: unknown[]; ranges: { name: string; low: number; high: number }[] } | null;
  network?: { scale: number; logits: boolean; tile: number; rim: number; overlap: number } | null;
  search?: { budget_minutes: number; cut: boolean; tried: { setting: Setting; rows_per_class: number | null; score: number }[]; chosen: Setting } | null;
  comparison?: Comparison | null;
  /** Why it was not compared although there was a model to replace. */
  not_compared?: string | null;
  not_compared_remark?: Remark | null;
  /** Places that people reviewed or missed, as the training used them. */
  reviews?: ReviewCount | null;
  /** The model that it did not replace, as nothing said that it is better. */
  candidate_for?: string | null;
  run_id?: string | null;
  versions: Record<string, string>;
}
export interface Setting { algorithm: string; trees: number; leaves: number; minimum_rows_per_leaf: number; learning_rate: number | null }
export interface ModelRow { name: string; in_use: boolean; card: ModelCard }
/** What the second stage does with a class; the last four are missing on cards of earlier versions. */
export interface ObjectRule {
  threshold: number; true_objects: number; false_objects: number; kept_true: number; kept_false: number;
  unlabelled_objects?: number; kept_unlabelled?: number; reviewed_true?: number; reviewed_false?: number;
}
export interface Promise90 { recall: number; confidence: number; threshold: number | null; objects: number; blocks: number; best_recall: number; labels_more: number | null }
export interface ReviewCount { confirmed: number; rejected: number; missed: number; passed_over: number }
export interface Comparison {
  with: string; blocks: number; seen_blocks: number | null; old_score: number; new_score: number; difference: number; lower: number | null; upper: number | null; verdict: string;
  /** `verdicts` where reviewed objects were compared; labelled pixels else. */
  on?: string | null;
}
export interface Model extends ModelRow {
  can_roll_back: boolean; promise: Promise90 | null; promise_by_class: Record<string, Promise90>;
}

export function getModels(signal?: AbortSignal): Promise<ModelRow[]> {
  return json('/models', signal) as Promise<ModelRow[]>;
}

export function getModel(name: string, signal?: AbortSignal): Promise<Model> {
  return json(`/models/${encodeURIComponent(name)}`, signal) as Promise<Model>;
}

export function changeModel(name: string, what: 'promote' | 'rollback'): Promise<Model> {
  return send(`/models/${encodeURIComponent(name)}/${what}`, {}) as Promise<Model>;
}
