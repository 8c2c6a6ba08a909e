import type { MultiPolygon, Polygon } from 'geojson';
import { getItems } from '../api.js';
import type { Item, Scene } from '../api.js';
import { asRecord, json, list, num, text } from '../http.js';
import { isRemark } from '../remark.js';
import type { Remark } from '../remark.js';

export type Toe = Polygon | MultiPolygon;

/** One measurement of the layer volumes. */
export interface Volume {
  id: string; measuredAt: string; dsm: string; earlier: string | null; base: string; toeSource: string; toe: Toe | null;
  cut: number; fill: number; net: number; low: number; high: number; basesLow: number; basesHigh: number;
  footprint: number; covered: number; height: number | null; density: number | null; tonnes: number | null; level: number | null;
  note: string | null; by: string | null; run: string | null;
}

export interface Proposal { toe: Toe; dsm: string; threshold: number; sigma: number; isPit: boolean; remarks: Remark[] }

/** A dump's measurements, the newest first. */
export async function getVolumes(code: string, signal: AbortSignal): Promise<Volume[]> {
  const page = await getItems('volumes', { site_code: code, limit: '200' }, signal);
  return page.features.map(toVolume).sort((a, b) => b.measuredAt.localeCompare(a.measuredAt) || b.id.localeCompare(a.id));
}

export async function getProposal(code: string, dsm: string, signal: AbortSignal): Promise<Proposal> {
  const feature = asRecord(await json(`/dumps/${encodeURIComponent(code)}/toe?dsm=${encodeURIComponent(dsm)}`, signal, 'application/geo+json'));
  const p = asRecord(feature.properties);
  return { toe: feature.geometry as Toe, dsm: text(p.dsm) ?? dsm, threshold: num(p.threshold_m) ?? 0, sigma: num(p.ground_sigma_m) ?? 0, isPit: p.is_pit === true, remarks: list(p.remarks).filter(isRemark) };
}

/** Scenes of heights whose box meets that of a dump. */
export function heightsOver(scenes: readonly Scene[], profiles: readonly string[], box: readonly number[] | null): Scene[] {
  const [west = 0, south = 0, east = 0, north = 0] = box ?? [];
  return scenes.filter((s) => profiles.includes(s.profile) && (box === null || s.bbox === null
    || (s.bbox[0] <= east && s.bbox[2] >= west && s.bbox[1] <= north && s.bbox[3] >= south)));
}

export function toVolume(item: Item): Volume {
  const p = item.properties;
  const of = (name: string): number => num(p[name]) ?? 0;
  return {
    id: String(item.id), measuredAt: text(p.measured_at) ?? '', dsm: text(p.dsm) ?? '', earlier: text(p.earlier_dsm), base: text(p.base) ?? '', toeSource: text(p.toe_source) ?? '',
    toe: item.geometry?.type === 'Polygon' || item.geometry?.type === 'MultiPolygon' ? item.geometry : null,
    cut: of('cut_m3'), fill: of('fill_m3'), net: of('net_m3'), low: of('net_low_m3'), high: of('net_high_m3'), basesLow: of('bases_low_m3'), basesHigh: of('bases_high_m3'),
    footprint: of('footprint_m2'), covered: of('covered_m2'), height: num(p.height_max_m), density: num(p.bulk_density_t_m3), tonnes: num(p.tonnes), level: num(p.level_of_detection_m),
    note: text(p.note), by: text(p.measured_by), run: text(p.run_id),
  };
}

/** The polygons of an uploaded GeoJSON as one toe line; null where it holds none. */
export function toeOf(value: unknown): Toe | null {
  const v = asRecord(value);
  if (v.type === 'Polygon' || v.type === 'MultiPolygon') return Array.isArray(v.coordinates) && v.coordinates.length > 0 ? value as Toe : null;
  if (v.type === 'Feature') return toeOf(v.geometry);
  if (v.type !== 'FeatureCollection') return null;
  const parts = list(v.features).map(toeOf).filter((p) => p !== null);
  if (parts.length < 2) return parts[0] ?? null;
  return { type: 'MultiPolygon', coordinates: parts.flatMap((p) => (p.type === 'Polygon' ? [p.coordinates] : p.coordinates)) };
}
