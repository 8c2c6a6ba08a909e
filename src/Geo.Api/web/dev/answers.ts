import { crc32, deflateSync } from 'node:zlib';
import type { IncomingMessage, ServerResponse } from 'node:http';

// Invented answers in the shapes of the real server, for looking at the pages only; no part of the build.
type Properties = Record<string, unknown>;
interface Item { type: 'Feature'; id: string; geometry: unknown; properties: Properties }

let seed = 7;
const random = (): number => { seed = (seed * 1103515245 + 12345) % 2147483648; return seed / 2147483648; };
const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
const box = [109.94, 40.46, 110.44, 40.65] as const;
const townNames = ['河东镇', '沙尔沁镇', '东兴街道', '铁西街道', '南圪洞街道', '回民街道'];

function blob(lon: number, lat: number, metres: number): unknown {
  const ring: number[][] = [];
  for (let i = 0; i < 14; i++) {
    const a = i / 14 * 2 * Math.PI, r = metres * (0.7 + 0.5 * random());
    ring.push([lon + Math.cos(a) * r / 84_500, lat + Math.sin(a) * r / 111_000]);
  }
  ring.push([...(ring[0] ?? [])]);
  return { type: 'Polygon', coordinates: [ring] };
}
const place = (): [number, number] => [box[0] + 0.03 + random() * (box[2] - box[0] - 0.06), box[1] + 0.02 + random() * (box[3] - box[1] - 0.04)];

const sceneDates = ['2024-05-20', '2024-07-12', '2024-09-03', '2025-04-28', '2025-06-11', '2025-07-14', '2025-08-02', '2025-09-05'];
const scenes = sceneDates.map((d, i) => ({
  id: `s2-${d.replace(/-/g, '')}-1a2b${i}c`, profile: i === 7 ? 'drone' : 'sentinel2-l2a', acquired_at: `${d}T03:25:00Z`,
  bbox: i === 7 ? [110.2, 40.55, 110.23, 40.57] : [...box], valid_share: 1 - i * 0.01, cloud_share: [0.02, 0.31, 0, 0.06, 0.18, 0.01, 0.55, 0][i], synthetic: true,
  bands: [], width: 4200, height: 2100, crs: 'EPSG:4546', run_id: 'r0001', files: [],
}));

const mines: Item[] = Array.from({ length: 99 }, (_, i) => {
  const [lon, lat] = place();
  const none = i % 9 === 0;
  return { type: 'Feature', id: `m${i + 1}`, geometry: blob(lon, lat + 0.03, 120 + random() * 420), properties: {
    code: `DH-${String(i + 1).padStart(3, '0')}`, name: `${pick(['石拐', '阿都赖', '韩庆坝', '壕赖沟', '莎木佳', '留宝窑'])}${pick(['采石场', '砂石矿', '粘土矿', '灰岩矿'])}${i + 1}号`, town: pick(townNames), lead_unit: '区自然资源分局', mineral: '建筑石料', restoration_mode: pick(['natural', 'assisted', 'reconstruction']),
    planned_year: 2025, listed_area_m2: 48000 + i * 900, area_m2: 51234.5 + i * 800, status: pick(['not_started', 'in_progress', 'vegetating', 'restored', 'accepted', 'relapsed']), status_at: '2025-03-01T00:00:00Z', proposed_status: none ? null : 'vegetating', proposed_at: null, proposed_evidence: none ? '只有 1 个生长季，还差 2 个' : null,
    vegetation_cover_share: none ? null : random() * 0.6, relative_recovery_share: none ? null : random(), last_observed_at: '2025-09-05T03:25:00Z', last_scene_id: scenes[5]?.id, run_id: 'r0004' } };
});
const dumps: Item[] = Array.from({ length: 43 }, (_, i) => {
  const [lon, lat] = place();
  return { type: 'Feature', id: `d${i + 1}`, geometry: blob(lon, lat, 60 + random() * 160), properties: { code: `GF-${String(i + 1).padStart(3, '0')}`, name: `${pick(['东河热电', '铝厂', '沿黄', '磴口'])}${pick(['灰渣堆场', '建筑垃圾点', '煤场'])}${i + 1}`, town: pick(townNames), waste_category: '冶炼渣堆场', responsible_party: pick(['known', 'none', 'unknown']), control_grade: pick(['I', 'II', 'III', null]), status: 'listed', area_m2: 9000 + i * 300, priority_rank: null, run_id: 'r0002' } };
});
const detections: Item[] = Array.from({ length: 61 }, (_, i) => {
  const [lon, lat] = place();
  return { type: 'Feature', id: `t${i + 1}`, geometry: blob(lon, lat, 70 + random() * 130), properties: { class: pick(['stockpile', 'unrestored_pit']), probability: 0.6 + random() * 0.39, area_m2: 4000 + i * 210, survey_id: 'survey-1', run_id: 'r0003', scene_ids: [scenes[5]?.id, scenes[3]?.id], acquired_at: '2025-07-14T03:25:00Z', model: 'forest-1', site_kind: 'unlisted', site_code: null, review: 'candidate', track_id: `k${i}`, first_seen_at: '2025-07-14T03:25:00Z', last_seen_at: '2025-07-14T03:25:00Z' } };
});
const third = (box[2] - box[0]) / 3, half = (box[3] - box[1]) / 2;
const towns: Item[] = townNames.map((name, i) => {
  const w = box[0] + (i % 3) * third, s = box[1] + Math.floor(i / 3) * half;
  return { type: 'Feature', id: `w${i}`, geometry: { type: 'Polygon', coordinates: [[[w, s], [w + third, s], [w + third, s + half], [w, s + half], [w, s]]] }, properties: { code: `T${i}`, name, name_en: `Town ${i}`, area_m2: 7.5e7, run_id: 'r0002' } };
});
const rivers: Item[] = [{ type: 'Feature', id: 'y', geometry: { type: 'LineString', coordinates: Array.from({ length: 40 }, (_, i) => [box[0] + i / 39 * (box[2] - box[0]), box[1] + 0.015 + 0.006 * Math.sin(i / 3)]) }, properties: { name: '黄河', kind: '干流', length_m: 43000, run_id: 'r0002' } }];
const sensitive: Item[] = Array.from({ length: 6 }, (_, i) => { const [lon, lat] = place(); return { type: 'Feature', id: `e${i}`, geometry: blob(lon, lat, 900), properties: { code: `E${i}`, name: `水源地${i}`, kind: '饮用水水源保护区', weight: 1, run_id: 'r0002' } }; });
const observations: Item[] = mines.flatMap((m) => sceneDates.map((d, i): Item => ({ type: 'Feature', id: `${m.id}-${i}`, geometry: null, properties: { site_kind: 'mine_site', site_code: m.properties.code, scene_id: scenes[i]?.id, observed_at: `${d}T03:25:00Z`, valid_share: i === 6 ? 0.3 : 0.98, vegetation_cover_share: i === 1 ? null : 0.1 + 0.05 * i + 0.03 * random(), reference_cover_share: 0.42 + 0.05 * Math.sin(i), relative_recovery_share: 0.2 + i * 0.08 } })));

const data: Record<string, { zh: string; en: string; items: Item[] }> = {
  'mine-sites': { zh: '历史遗留矿山', en: 'Legacy mine sites', items: mines }, dumps: { zh: '固体废物堆场', en: 'Dumps', items: dumps }, detections: { zh: '疑似图斑', en: 'Detections', items: detections },
  observations: { zh: '监测记录', en: 'Observations', items: observations }, 'sensitive-areas': { zh: '环境敏感区', en: 'Sensitive areas', items: sensitive }, 'key-control-areas': { zh: '重点防治区域', en: 'Key control areas', items: [] },
  towns: { zh: '镇街', en: 'Towns', items: towns }, rivers: { zh: '河流', en: 'Rivers', items: rivers },
};

const began = Date.now();
const run = (id: string, kind: string, state: string, more: Properties = {}): Properties => ({ id, kind, state, progress: state === 'done' ? 1 : 0, message: null, error: null, created_at: '2025-11-01T02:10:00Z', started_at: '2025-11-01T02:10:02Z', ended_at: '2025-11-01T02:13:22Z', progress_at: null, attempt: 1, cancel_requested: false, author: 'demo', code_version: '0.1.0', parameters: {}, outputs: null, ...more });
const runs: Properties[] = [
  run('r0005', 'survey', 'running', { ended_at: null, started_at: new Date(began).toISOString(), created_at: '2025-11-02T01:00:00Z', parameters: { scenes: scenes.slice(3, 6).map((s) => s.id), model: 'forest-1' } }),
  run('r0006', 'ingest', 'failed', { created_at: '2025-11-01T08:00:00Z', error: '/data/scenes/broken.tif: the file ends before its last block; copy it again', parameters: { paths: ['/data/scenes/broken.tif'] } }),
  run('r0004', 'track', 'done', { outputs: { run_id: 'r0004', observations: 792 }, message: '792 observations' }),
  run('r0003', 'survey', 'done', { outputs: { survey_id: 'survey-1', detections: 61, by_class: { stockpile: 30, unrestored_pit: 31 } } }),
  run('r0002', 'train', 'cancelled'), run('r0001', 'ingest', 'done'),
];
const live = (r: Properties): Properties => {
  if (r.state !== 'running') return r;
  const progress = Math.min(1, (Date.now() - began) / 120_000);
  return { ...r, progress, message: `block ${Math.round(progress * 96)} of 96`, ...(progress >= 1 ? { state: 'done', ended_at: new Date().toISOString() } : {}) };
};
let signedIn = false;

/** Answers what the real server would; false for what is none of its routes. */
export function answer(request: IncomingMessage, response: ServerResponse): boolean {
  const url = new URL(request.url ?? '/', 'http://mock');
  const path = url.pathname.split('/').filter((p) => p !== '').map(decodeURIComponent);
  const english = url.searchParams.get('lang') === 'en';
  const json = (value: unknown, status = 200): true => { response.writeHead(status, { 'Content-Type': status >= 400 ? 'application/problem+json' : 'application/json' }); response.end(JSON.stringify(value)); return true; };
  const [a, b, c] = path;
  if (a === 'session') return json({ lang: 'zh', synthetic: true, district: english ? 'Donghe District, Baotou' : '包头市东河区', signed_in: signedIn, display_name: 'Dev', role: 'admin', rights: ['people', 'audit'], revision: 1 });
  if (a === 'token') { signedIn = url.searchParams.get('token') === 'secret'; return signedIn ? json({}) : json({ title: 'no', status: 401 }, 401); }
  if (a === 'collections' && b === undefined) return json({ collections: Object.entries(data).map(([id, d]) => ({ id, title: english ? d.en : d.zh })) });
  const layer = a === 'collections' && b !== undefined ? data[b] : undefined;
  if (layer && c === 'schema') return json({ properties: {} });
  if (layer && c === 'items') {
    const id = path[3];
    if (id !== undefined) { const found = layer.items.find((i) => i.id === id); return found ? json(found) : json({ title: 'Not found', status: 404 }, 404); }
    const code = url.searchParams.get('site_code');
    const rows = layer.items.filter((i) => code === null || i.properties.site_code === code);
    const from = Number(url.searchParams.get('after') ?? 0), limit = Number(url.searchParams.get('limit') ?? 100);
    return json({ type: 'FeatureCollection', features: rows.slice(from, from + limit), numberMatched: rows.length, links: from + limit < rows.length ? [{ rel: 'next', href: `http://elsewhere/collections/${b ?? ''}/items?limit=${limit}&after=${from + limit}` }] : [] });
  }
  if (a === 'scenes' && b === undefined) return json(scenes);
  if (a === 'scenes' && c === 'image.png') { picture(url, sceneDates.findIndex((_, i) => scenes[i]?.id === b), response); return true; }
  if (a === 'runs' && request.method === 'POST') return signedIn ? json(run('r0009', 'track', 'queued'), 201) : json({ title: '需要令牌', status: 401, detail: 'token' }, 401);
  if (a === 'runs' && b === undefined) return json(runs.map(live));
  const one = a === 'runs' ? runs.find((r) => r.id === b) : undefined;
  const log = ['claimed', 'reading 3 scenes', 'predictors: 63', 'blocks of 256'].map((text, i) => ({ seq: i + 1, at: '2025-11-01T02:10:03Z', attempt: 1, text }));
  if (one && c === 'events') {
    response.writeHead(200, { 'Content-Type': 'text/event-stream' });
    const timer = setInterval(() => response.write(`event: run\ndata: ${JSON.stringify(live(one))}\n\n`), 500);
    request.on('close', () => clearInterval(timer));
    return true;
  }
  if (one) return json({ ...live(one), log });
  if (a === 'labels' || a === 'samples' || a === 'models') return json([]);
  return a === 'runs' ? json({ title: 'Not found', status: 404 }, 404) : false;
}

function picture(url: URL, at: number, response: ServerResponse): void {
  const size = (name: string): number => Number(url.searchParams.get(name) ?? 64);
  const [w, h] = [size('width'), size('height')];
  const [x0 = 0, y0 = 0, x1 = 1, y1 = 1] = (url.searchParams.get('bbox') ?? '').split(',').map(Number);
  const red = url.searchParams.get('style') === 'false-colour';
  const raw = Buffer.alloc(h * (w * 3 + 1));
  for (let j = 0; j < h; j++) {
    for (let i = 0; i < w; i++) {
      const x = x0 + (x1 - x0) * i / w, y = y1 - (y1 - y0) * j / h;
      const v = Math.sin(x / 700) * Math.cos(y / 900) + 0.5 * Math.sin(x / 130 + y / 210) + 0.3 * Math.sin(y / 60 - x / 75);
      const g = 96 + v * 26 + (at % 4) * 8;
      const o = j * (w * 3 + 1) + 1 + i * 3;
      raw[o] = red ? g + 60 : g + 14; raw[o + 1] = red ? g - 20 : g + 6; raw[o + 2] = red ? g - 10 : g - 26;
    }
  }
  const chunk = (type: string, body: Buffer): Buffer => {
    const head = Buffer.alloc(4), tail = Buffer.alloc(4), named = Buffer.concat([Buffer.from(type), body]);
    head.writeUInt32BE(body.length); tail.writeUInt32BE(crc32(named));
    return Buffer.concat([head, named, tail]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(w, 0); header.writeUInt32BE(h, 4); header.set([8, 2, 0, 0, 0], 8);
  response.writeHead(200, { 'Content-Type': 'image/png', 'Cache-Control': 'max-age=3600' });
  response.end(Buffer.concat([Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]), chunk('IHDR', header), chunk('IDAT', deflateSync(raw)), chunk('IEND', Buffer.alloc(0))]));
}
