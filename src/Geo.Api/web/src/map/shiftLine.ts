import type { Scene } from '../api.js';
import { number } from '../format.js';
import { maybe, t } from '../texts.js';

/** Where a scene lies against its reference, in a line; null where that was not measured. */
export function shiftLine(scene: Scene): { text: string; off: boolean } | null {
  const shift = scene.shift;
  if (shift === null) return null;
  const name = maybe(`shift.${shift.state}`) ?? shift.state;
  if (shift.east_m === null || shift.north_m === null) return { text: name, off: false };
  const error = number(shift.uncertainty_m ?? 0, 1), off = shift.state === 'off';
  const east = Math.round(shift.east_m * 10), north = Math.round(shift.north_m * 10); // as shown: 0.04 m west is none
  if (east === 0 && north === 0) return { text: t('shift.none', { name, error }), off };
  return {
    text: t('shift.line', {
      name, east: number(Math.abs(shift.east_m), 1), north: number(Math.abs(shift.north_m), 1),
      eastward: t(east >= 0 ? 'shift.east' : 'shift.west'), northward: t(north >= 0 ? 'shift.north' : 'shift.south'), error,
    }), off,
  };
}
