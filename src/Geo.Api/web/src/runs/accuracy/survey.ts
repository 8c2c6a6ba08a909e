import { getItems, getRest } from '../../api.js';

/** A survey as its accuracy is assessed. */
export interface AssessedSurvey { id: string; acquiredAt: string; surveyedAt: string; model: string; detections: number; scenes: string[]; areaM2: number | null; modelHash: string; runId: string }

const most = 5000;

/** All surveys, the youngest imagery first. */
export async function assessedSurveys(signal: AbortSignal): Promise<AssessedSurvey[]> {
  const rows = await getRest(await getItems('surveys', { limit: '1000' }, signal), most, signal);
  return rows.map(({ id, properties: p }) => ({
    id: String(id), acquiredAt: words(p.acquired_at), surveyedAt: words(p.surveyed_at), model: words(p.model), detections: Number(p.detections ?? 0),
    scenes: Array.isArray(p.scene_ids) ? p.scene_ids.map(String) : [], areaM2: typeof p.area_m2 === 'number' ? p.area_m2 : null,
    modelHash: words(p.model_hash), runId: words(p.run_id),
  })).sort((a, b) => b.acquiredAt.localeCompare(a.acquiredAt) || b.surveyedAt.localeCompare(a.surveyedAt));
}

function words(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
