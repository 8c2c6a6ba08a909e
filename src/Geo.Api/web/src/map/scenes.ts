import type OlMap from 'ol/Map.js';
import { getIntersection } from 'ol/extent.js';
import { transformExtent } from 'ol/proj.js';
import ImageTile from 'ol/source/ImageTile.js';
import TileLayer from 'ol/layer/Tile.js';
import type RenderEvent from 'ol/render/Event.js';
import { getRenderPixel } from 'ol/render.js';
import { createXYZ } from 'ol/tilegrid.js';
import { sceneImage } from '../api.js';
import type { Scene } from '../api.js';
import type { Rendering } from '../route.js';

const tile = 512;
/** Metres of a pixel at zoom 0: the circumference of EPSG:3857 over one picture. */
const metresAtZoom0 = 40_075_016.68557849 / tile;

/** A scene as a layer of pictures that the server renders; addresses repeat, so the browser keeps them. */
export function sceneLayer(scene: Scene, rendering: Rendering, zIndex: number, failed: () => void): TileLayer {
  // One level finer than the pixels of the scene; beyond it the browser enlarges.
  const finest = scene.resolution_m ?? 10;
  const maxZoom = Math.min(22, Math.max(8, Math.ceil(Math.log2(metresAtZoom0 / finest)) + 1));
  const grid = createXYZ({ tileSize: tile, maxZoom });
  const source = new ImageTile({
    tileGrid: grid, projection: 'EPSG:3857', transition: 150, wrapX: false,
    url: (z, x, y) => sceneImage(scene.id, grid.getTileCoordExtent([z, x, y]), tile, tile, rendering),
  });
  source.on('tileloaderror', failed);
  return new TileLayer({
    source, zIndex, cacheSize: 256,
    ...(scene.bbox ? { extent: transformExtent(scene.bbox, 'EPSG:4326', 'EPSG:3857') } : {}),
  });
}

/** Shows a layer only on one side of the line at `split()` per cent of the map's width. */
export function clip(map: OlMap, layer: TileLayer, side: 'left' | 'right', split: () => number): void {
  layer.on('prerender', (event: RenderEvent) => {
    const context = event.context;
    const [width = 0, height = 0] = map.getSize() ?? [];
    if (!(context instanceof CanvasRenderingContext2D)) return;
    const line = width * split() / 100;
    const [from, to] = side === 'left' ? [0, line] : [line, width];
    context.save();
    context.beginPath();
    for (const corner of [[from, 0], [to, 0], [to, height], [from, height]]) {
      const [x = 0, y = 0] = getRenderPixel(event, corner);
      context.lineTo(x, y);
    }
    context.closePath();
    context.clip();
  });
  layer.on('postrender', (event: RenderEvent) => {
    if (event.context instanceof CanvasRenderingContext2D) event.context.restore();
  });
}

/** The scene to begin with: the newest clear one of those that cover most. */
export function firstScene(scenes: Scene[]): Scene | null {
  const optical = scenes.filter((s) => !isSurface(s));
  const widest = Math.max(0, ...optical.map(size));
  const wide = optical.filter((s) => size(s) >= widest / 2);
  return wide.find((s) => (s.cloud_share ?? 0) <= 0.15 && (s.valid_share ?? 1) >= 0.6) ?? wide[0] ?? null;
}

/** Surface models are heights, no picture to compare by colour. */
export function isSurface(scene: Scene): boolean {
  return scene.profile === 'dsm' || scene.profile === 'dem';
}

/** Whether any part of a scene lies in a box of EPSG:3857. */
export function touches(scene: Scene, extent: number[]): boolean {
  if (!scene.bbox) return true;
  const common = getIntersection(transformExtent(scene.bbox, 'EPSG:4326', 'EPSG:3857'), extent);
  return common.every(Number.isFinite);
}

function size(scene: Scene): number {
  if (!scene.bbox) return 0;
  const [w, s, e, n] = scene.bbox;
  return (e - w) * (n - s);
}
