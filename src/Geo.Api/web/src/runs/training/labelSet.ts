import type { Feature, FeatureCollection, MultiPolygon, Polygon } from 'geojson';
import { areaOf } from '../../area.js';
import { inOrder } from '../../classes.js';
import { makeTrail } from '../../draw/trail.js';

export type Ground = Polygon | MultiPolygon;
/** A labelled polygon; the id is the page's own and stays while it is edited. */
export interface Area { readonly id: number; readonly label: string; readonly geometry: Ground; readonly properties: Record<string, unknown> }
export interface Balance { label: string; areas: number; areaM2: number }

/** The labels of a file while they are edited: every change can be taken back. */
export interface LabelSet {
  areas(): readonly Area[];
  add(label: string, geometries: readonly { geometry: Ground; label?: string; properties?: Record<string, unknown> }[]): Area[];
  relabel(id: number, label: string): void;
  reshape(id: number, geometry: Ground): void;
  remove(id: number): void;
  undo(): boolean;
  redo(): boolean;
  canUndo(): boolean;
  canRedo(): boolean;
  /** True where something differs from what was loaded or saved last. */
  changed(): boolean;
  saved(): void;
  document(): FeatureCollection;
}

export function makeLabelSet(from: FeatureCollection | null): LabelSet {
  let serial = 0;
  const read = (from?.features ?? []).filter((f): f is Feature<Ground> => f.geometry.type === 'Polygon' || f.geometry.type === 'MultiPolygon');
  const trail = makeTrail<readonly Area[]>(read.map((f) => ({ id: ++serial, label: String(f.properties?.label ?? ''), geometry: f.geometry, properties: f.properties ?? {} })));
  const { now, put: change, undo, redo, canUndo, canRedo, changed, kept } = trail;
  const put = (id: number, more: Partial<Area>): void => change(now().map((a) => (a.id === id ? { ...a, ...more } : a)));

  return {
    areas: now, undo, redo, canUndo, canRedo, changed, saved: kept,
    add(label, geometries) {
      const added = geometries.map((g): Area => ({ id: ++serial, label: g.label ?? label, geometry: g.geometry, properties: g.properties ?? {} }));
      if (added.length > 0) change([...now(), ...added]);
      return added;
    },
    relabel(id, label) { if (now().some((a) => a.id === id && a.label !== label)) put(id, { label }); },
    reshape(id, geometry) { put(id, { geometry }); },
    remove(id) { if (now().some((a) => a.id === id)) change(now().filter((a) => a.id !== id)); },
    document: () => ({ type: 'FeatureCollection', features: now().map((a) => ({ type: 'Feature', properties: { ...a.properties, label: a.label }, geometry: a.geometry })) }),
  };
}

/** Polygons and ground of each label, in the catalogue's order. */
export function balance(areas: readonly Area[]): Balance[] {
  return inOrder(areas.map((a) => a.label)).map((label) => {
    const own = areas.filter((a) => a.label === label);
    return { label, areas: own.length, areaM2: own.reduce((sum, a) => sum + areaOf(a.geometry), 0) };
  });
}

/** Names of fields that hold the label, as training looks for them; the last two are lei bie and di lei. */
const usualFields = ['label', 'class', 'class_name', '\u7c7b\u522b', '\u5730\u7c7b'];

export type Refusal = 'labels.notGeoJson' | 'labels.notDegrees' | 'labels.noPolygons';

/** The polygons of a GeoJSON text with their labels, where a usual field holds them; a refusal where it cannot be used. */
export function readFile(text: string): { geometry: Ground; label?: string; properties: Record<string, unknown> }[] | Refusal {
  let document: unknown;
  try { document = JSON.parse(text); } catch { return 'labels.notGeoJson'; }
  if (typeof document !== 'object' || document === null || (document as { type?: unknown }).type !== 'FeatureCollection' || !Array.isArray((document as { features?: unknown }).features)) return 'labels.notGeoJson';
  const found: { geometry: Ground; label?: string; properties: Record<string, unknown> }[] = [];
  for (const feature of (document as FeatureCollection).features) {
    const geometry = feature.geometry as Feature['geometry'] | undefined;
    if (geometry?.type !== 'Polygon' && geometry?.type !== 'MultiPolygon') continue;
    const corner = (geometry.type === 'Polygon' ? geometry.coordinates[0] : geometry.coordinates[0]?.[0])?.[0];
    if (!corner || Math.abs(corner[0] ?? 999) > 180 || Math.abs(corner[1] ?? 999) > 90) return 'labels.notDegrees';
    const properties = feature.properties ?? {};
    const label = usualFields.map((f) => properties[f] as unknown).find((v) => typeof v === 'string' && v.trim() !== '');
    found.push({ geometry, properties, ...(typeof label === 'string' ? { label: label.trim() } : {}) });
  }
  return found.length === 0 ? 'labels.noPolygons' : found;
}
