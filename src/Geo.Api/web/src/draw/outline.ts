import type OlMap from 'ol/Map.js';
import Collection from 'ol/Collection.js';
import Feature from 'ol/Feature.js';
import { never } from 'ol/events/condition.js';
import MultiPoint from 'ol/geom/MultiPoint.js';
import Point from 'ol/geom/Point.js';
import Draw from 'ol/interaction/Draw.js';
import KeyboardPan from 'ol/interaction/KeyboardPan.js';
import Modify from 'ol/interaction/Modify.js';
import Snap from 'ol/interaction/Snap.js';
import VectorLayer from 'ol/layer/Vector.js';
import { fromLonLat, toLonLat } from 'ol/proj.js';
import VectorSource from 'ol/source/Vector.js';
import { Circle, Fill, Stroke, Style } from 'ol/style.js';
import { makePen } from './pen.js';
import { onMap, toShape } from './projected.js';
import { cornerRemoved, cornersOf, inserted, kindOf, moved, partsOf, withHole, withPart } from './shape.js';
import type { Kind, Shape } from './shape.js';

export type Drawing = 'anew' | 'part' | 'hole';
export type Refusal = 'few' | 'outside';
export interface OutlineState { readonly drawing: Drawing | null; /** The picked corner, from 0. */ readonly at: number | null; readonly corners: number }
export interface OutlineActions {
  /** A person has changed the shape. */
  changed(shape: Shape): void;
  /** Drawing began or ended, or another corner was picked. */
  state(): void;
  refused(why: Refusal): void;
}

/** The editing of one shape on a map, with the mouse, with a finger, or with keys at the cross in the middle of the map. */
export interface Outline {
  /** Shows a shape; nobody is told. */
  show(shape: Shape | null): void;
  state(): OutlineState;
  begin(what: Drawing, kind: Kind): void;
  stop(): void;
  corner(): void;
  back(): void;
  finish(): void;
  /** Picks the next or the former corner and brings it under the cross. */
  pick(step: 1 | -1): void;
  /** The picked corner comes to the cross, gets a neighbour there, or goes. */
  toCross(): void;
  insert(): void;
  remove(): void;
  /** Corners and edges that a dragged or drawn corner snaps to. */
  snapTo(neighbours: readonly Feature[]): void;
  close(): void;
}

/** 1e-7 degrees are a centimetre. */
const decimals = 7;
const colour = '#d55e00';
const handle = new Style({ image: new Circle({ radius: 6, fill: new Fill({ color: colour }), stroke: new Stroke({ color: '#fff', width: 2 }) }) });
const picked = new Style({ image: new Circle({ radius: 8, fill: new Fill({ color: '#ffe14d' }), stroke: new Stroke({ color: '#1d2326', width: 2.5 }) }) });
const drawn = [
  new Style({ stroke: new Stroke({ color: '#fff', width: 5 }) }),
  new Style({ stroke: new Stroke({ color: colour, width: 2.5 }), fill: new Fill({ color: `${colour}18` }), image: new Circle({ radius: 7, fill: new Fill({ color: colour }), stroke: new Stroke({ color: '#fff', width: 2 }) }) }),
  new Style({ geometry: (f) => corners(f as Feature), image: new Circle({ radius: 4, fill: new Fill({ color: '#fff' }), stroke: new Stroke({ color: colour, width: 1.5 }) }) }),
];

/** @param cross The sign in the middle of the map, shown while keys draw there. */
export function makeOutline(map: OlMap, target: HTMLElement, cross: HTMLElement, actions: OutlineActions): Outline {
  const features = new Collection<Feature>();
  const marks = new VectorSource();
  const layer = new VectorLayer({ source: new VectorSource({ features }), zIndex: 95, style: drawn });
  const markLayer = new VectorLayer({ source: marks, zIndex: 96, style: picked });
  const modify = new Modify({ features, style: handle });
  // Finer steps than those in which a map is looked over.
  const steps = new KeyboardPan({ pixelDelta: 16, duration: 0 });
  let shape: Shape | null = null;
  let drawing: { what: Drawing; kind: Kind; draw: Draw } | null = null;
  let at: number | null = null;
  let snap: Snap | null = null;
  const pen = makePen(map, () => drawing?.draw ?? null, stop);
  map.addLayer(layer);
  map.addLayer(markLayer);
  map.addInteraction(modify);
  map.addInteraction(steps);
  modify.on('modifyend', (event) => {
    const geometry = event.features.item(0).getGeometry();
    if (geometry) change(toShape(geometry));
  });
  target.addEventListener('keydown', pressed);

  function pressed(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (drawing?.kind === 'point' && (event.key === ' ' || event.key === 'Enter')) corner();
    else if (drawing !== null && event.key === 'Enter') finish();
    else if (drawing !== null) { pen.key(event); return; }
    else if (!command(event.key)) return;
    event.preventDefault();
    event.stopPropagation();
  }

  function command(key: string): boolean {
    switch (key.toLowerCase()) {
      case 'n': pick(1); return true;
      case 'p': pick(-1); return true;
      case 'm': toCross(); return true;
      case 'i': insert(); return true;
      case 'delete': case 'backspace': remove(); return true;
      default: return false;
    }
  }

  /** A step of the person who draws. */
  function change(next: Shape): void {
    show(next);
    actions.changed(next);
    actions.state();
  }

  function show(next: Shape | null): void {
    shape = next;
    const geometry = next === null ? null : onMap(next);
    const [feature] = features.getArray();
    if (geometry === null) features.clear();
    else if (feature) feature.setGeometry(geometry);
    else features.push(new Feature(geometry));
    mark();
  }

  function mark(): void {
    const all = shape === null ? [] : cornersOf(shape);
    if (at !== null && at >= all.length) at = all.length === 0 ? null : all.length - 1;
    marks.clear();
    const corner = at === null ? undefined : all[at];
    if (corner) marks.addFeature(new Feature(new Point(fromLonLat([...corner.at]))));
    cross.hidden = drawing === null && at === null;
  }

  function begin(what: Drawing, kind: Kind): void {
    stop();
    at = null;
    const draw = new Draw({ type: ({ polygon: 'Polygon', line: 'LineString', point: 'Point' } as const)[kind], stopClick: true, freehandCondition: never });
    drawing = { what, kind, draw };
    draw.on('drawend', (event) => {
      const geometry = event.feature.getGeometry();
      if (geometry) take(what, toShape(geometry));
    });
    map.addInteraction(draw);
    modify.setActive(false);
    restack();
    mark();
    target.focus();
    actions.state();
  }

  function take(what: Drawing, made: Shape): void {
    // Draw is in the midst of its own event.
    window.setTimeout(stop, 0);
    const hole = what === 'hole' ? partsOf(made)[0]?.[0] : undefined;
    const next = hole === undefined ? withPart(what === 'part' ? shape : null, made) : shape === null ? null : withHole(shape, [...hole].reverse());
    if (next === null) { actions.refused('outside'); return; }
    change(next);
  }

  function stop(): void {
    if (drawing === null) return;
    drawing.draw.abortDrawing();
    map.removeInteraction(drawing.draw);
    drawing = null;
    modify.setActive(true);
    mark();
    actions.state();
  }

  function corner(): void {
    if (drawing?.kind === 'point') take(drawing.what, { type: 'Point', coordinates: centre() });
    else pen.corner();
  }

  function finish(): void {
    if (drawing?.kind === 'point') corner();
    else if (drawing !== null && !pen.finish()) actions.refused('few');
  }

  function pick(step: 1 | -1): void {
    const all = shape === null ? [] : cornersOf(shape);
    if (all.length === 0 || drawing !== null) return;
    at = at === null ? (step === 1 ? 0 : all.length - 1) : (at + step + all.length) % all.length;
    const corner = all[at];
    if (corner) map.getView().setCenter(fromLonLat([...corner.at]));
    mark();
    actions.state();
  }

  function toCross(): void { edit((now, path) => moved(now, path, centre())); }
  function insert(): void {
    edit((now, path) => {
      const next = inserted(now, path, centre());
      if (next !== now && at !== null) at++;
      return next;
    });
  }
  function remove(): void {
    edit((now, path) => {
      const next = cornerRemoved(now, path);
      if (next === null) actions.refused('few');
      return next;
    });
  }

  function edit(how: (now: Shape, path: readonly number[]) => Shape | null): void {
    const corner = shape === null || at === null ? undefined : cornersOf(shape)[at];
    if (shape === null || corner === undefined || drawing !== null) return;
    const next = how(shape, corner.path);
    if (next !== null && next !== shape) change(next);
  }

  function centre(): number[] {
    return toLonLat(map.getView().getCenter() ?? [0, 0]).map((v) => Number(v.toFixed(decimals)));
  }

  /** Snapping must see events before those that draw. */
  function restack(): void {
    if (snap === null) return;
    map.removeInteraction(snap);
    map.addInteraction(snap);
  }

  return {
    show, begin, stop, corner, finish, pick, toCross, insert, remove,
    back: () => pen.back(),
    state: () => ({ drawing: drawing?.what ?? null, at, corners: shape === null ? 0 : cornersOf(shape).length }),
    snapTo(neighbours) {
      if (snap) map.removeInteraction(snap);
      snap = neighbours.length === 0 ? null : new Snap({ features: new Collection([...neighbours]) });
      if (snap) map.addInteraction(snap);
    },
    close() {
      stop();
      target.removeEventListener('keydown', pressed);
      for (const interaction of [modify, steps, snap]) if (interaction) map.removeInteraction(interaction);
      map.removeLayer(layer);
      map.removeLayer(markLayer);
      cross.hidden = true;
    },
  };
}

function corners(feature: Feature): MultiPoint | undefined {
  const geometry = feature.getGeometry();
  const shape = geometry === undefined ? null : toShape(geometry);
  return shape === null || kindOf(shape) === 'point' ? undefined : new MultiPoint(cornersOf(shape).map((c) => fromLonLat([...c.at])));
}
