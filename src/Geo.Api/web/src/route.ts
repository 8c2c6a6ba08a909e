/** The rooms that can be opened; the others of the rail come with later versions. */
export type RoomId = 'map' | 'runs' | 'review';
export type Lang = 'zh' | 'en';
export type Rendering = 'natural' | 'false-colour';

/** What a URL says. Null: not said, the room's own default. */
export interface Route {
  room: RoomId;
  lang: Lang | null;
  /** Layers shown, in no order. */
  layers: string[] | null;
  /** Scene shown; `none` for no scene. */
  scene: string | null;
  /** Earlier scene on the left of the swipe line. */
  before: string | null;
  rendering: Rendering;
  /** Place of the swipe line, 0 to 100 from the left. */
  split: number;
  view: { lon: number; lat: number; zoom: number } | null;
  selected: { layer: string; id: string } | null;
  run: string | null;
  /** Survey under review. */
  survey: string | null;
}

export const start: Route = {
  room: 'map', lang: null, layers: null, scene: null, before: null,
  rendering: 'natural', split: 50, view: null, selected: null, run: null, survey: null,
};

/** Reads path and query; what cannot be read is left at its default, a link never fails. */
export function parseRoute(path: string, query: string): Route {
  const q = new URLSearchParams(query);
  const view = (q.get('view') ?? '').split(',').map(Number);
  const [lon = NaN, lat = NaN, zoom = NaN] = view;
  const selected = q.get('sel') ?? '';
  const slash = selected.indexOf('/');
  const lang = q.get('lang');
  const split = Number(q.get('split') ?? 50);
  return {
    room: (/^\/map\/(runs|review)\/?$/.exec(path)?.[1] ?? 'map') as RoomId,
    lang: lang === 'zh' || lang === 'en' ? lang : null,
    layers: q.has('layers') ? (q.get('layers') ?? '').split(',').filter((l) => l !== '') : null,
    scene: q.get('scene'),
    before: q.get('before'),
    rendering: q.get('style') === 'false-colour' ? 'false-colour' : 'natural',
    split: Number.isFinite(split) ? Math.min(100, Math.max(0, Math.round(split))) : 50,
    view: [lon, lat, zoom].every(Number.isFinite) && Math.abs(lat) <= 85 ? { lon, lat, zoom } : null,
    selected: slash > 0 ? { layer: selected.slice(0, slash), id: selected.slice(slash + 1) } : null,
    run: q.get('run'),
    survey: q.get('survey'),
  };
}

/** The path and query of a route; parts at their default are left out. */
export function formatRoute(route: Route): string {
  const q: [string, string][] = [];
  if (route.lang) q.push(['lang', route.lang]);
  if (route.room === 'map') {
    if (route.layers) q.push(['layers', route.layers.join(',')]);
    if (route.scene) q.push(['scene', route.scene]);
    if (route.before) {
      q.push(['before', route.before]);
      if (route.split !== 50) q.push(['split', String(route.split)]);
    }
    if (route.rendering !== 'natural') q.push(['style', route.rendering]);
    if (route.view) q.push(['view', `${route.view.lon.toFixed(5)},${route.view.lat.toFixed(5)},${route.view.zoom.toFixed(2)}`]);
    if (route.selected) q.push(['sel', `${route.selected.layer}/${route.selected.id}`]);
  } else if (route.room === 'review') {
    if (route.survey) q.push(['survey', route.survey]);
    if (route.selected?.layer === 'detections') q.push(['sel', `detections/${route.selected.id}`]);
  } else if (route.run) {
    q.push(['run', route.run]);
  }
  // Commas and slashes are allowed in a query and stay readable.
  const text = q.map(([k, v]) => `${k}=${encodeURIComponent(v).replace(/%2C/g, ',').replace(/%2F/g, '/')}`).join('&');
  return roomPath(route.room) + (text === '' ? '' : `?${text}`);
}

/** Where a room stands. */
export function roomPath(room: RoomId): string {
  return room === 'map' ? '/map' : `/map/${room}`;
}
