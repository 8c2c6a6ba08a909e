import { json, send } from '../../http.js';

/** Accuracy samples and what is estimated from them. */

export type Interpreter = '1' | '2' | 'agreed';
export interface SampleBrief {
  survey_id: string; count: number; seed: number; places: number; labelled_1: number; labelled_2: number; both: number; same: number; kappa: number | null; differ: number; open: number;
}
export interface SamplePlace { number: number; longitude: number; latitude: number; label: string | null; label_1: string | null; label_2: string | null }
export interface Sample { interpreter: Interpreter; sample: SampleBrief; labels: string[]; map_classes: string[]; pixel_area_m2: number; places: SamplePlace[] }
export interface Interval { value: number; lower: number; upper: number }
export interface Accuracy {
  survey_id: string; interpreter: Interpreter; area_m2: number;
  strata: { name: string; pixels: number; places: number; labelled: number; inclusion_probability: number }[];
  estimate: {
    overall_accuracy: Interval;
    classes: Record<string, { users_accuracy: Interval | null; producers_accuracy: Interval | null; area_m2: Interval; mapped_area_m2: number; mapped: number; reference: number }>;
    warnings: { stratum: string; weight: number; places: number; errors: number; upper_error: number | null }[];
  } | null;
  missing: { field: string | null; problem: string; mend: string } | null;
}

export function getSamples(signal?: AbortSignal): Promise<SampleBrief[]> {
  return json('/samples', signal) as Promise<SampleBrief[]>;
}

/** The places of a survey's sample as one interpreter may see them. */
export function getSample(survey: string, interpreter: Interpreter, signal?: AbortSignal): Promise<Sample> {
  return json(`/surveys/${encodeURIComponent(survey)}/sample?interpreter=${interpreter}`, signal) as Promise<Sample>;
}

export function labelPlace(survey: string, number: number, interpreter: Interpreter, label: string | null): Promise<SamplePlace> {
  return send(`/surveys/${encodeURIComponent(survey)}/sample/places/${number}`, { interpreter, label }, 'PUT') as Promise<SamplePlace>;
}

export function getAccuracy(survey: string, interpreter: Interpreter, signal?: AbortSignal): Promise<Accuracy> {
  return json(`/surveys/${encodeURIComponent(survey)}/accuracy?interpreter=${interpreter}`, signal) as Promise<Accuracy>;
}
