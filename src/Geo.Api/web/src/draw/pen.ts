import type OlMap from 'ol/Map.js';
import type Feature from 'ol/Feature.js';
import LineString from 'ol/geom/LineString.js';
import Polygon from 'ol/geom/Polygon.js';
import type Draw from 'ol/interaction/Draw.js';

/** Drawing without a mouse, at the cross in the middle of the map: what the keys do, for buttons too. */
export interface Pen {
  corner(): void;
  back(): void;
  /** Ends the drawing; false where it has too few corners yet. */
  finish(): boolean;
  /** True for a key that it took: space, backspace, Enter, Escape. */
  key(event: KeyboardEvent): boolean;
}

/** @param draw The drawing under way; null where none is. @param stopped Called when Escape has given it up. */
export function makePen(map: OlMap, draw: () => Draw | null, stopped: () => void): Pen {
  const pen: Pen = {
    corner() { draw()?.appendCoordinates([map.getView().getCenter() ?? [0, 0]]); },
    back() { draw()?.removeLastPoint(); },
    finish() {
      const now = draw();
      const sketches = (now?.getOverlay().getSource()?.getFeatures() as Feature[] | undefined)?.map((f) => f.getGeometry()) ?? [];
      const ring = sketches.find((g): g is Polygon => g instanceof Polygon)?.getCoordinates()[0];
      const line = sketches.find((g): g is LineString => g instanceof LineString)?.getCoordinates();
      const corners = new Set((ring ?? line ?? []).map((c) => c.join(' '))).size;
      if (now === null || corners < (ring === undefined ? 2 : 3)) return false;
      now.finishDrawing();
      return true;
    },
    key(event) {
      const now = draw();
      if (now === null) return false;
      if (event.key === ' ') pen.corner();
      else if (event.key === 'Backspace') pen.back();
      else if (event.key === 'Enter') pen.finish();
      else if (event.key === 'Escape') { now.abortDrawing(); stopped(); }
      else return false;
      event.preventDefault();
      event.stopPropagation();
      return true;
    },
  };
  return pen;
}
