import { areaOf, lengthOf } from '../area.js';
import { hectares, mu, number } from '../format.js';
import { t } from '../texts.js';
import { kindOf } from './shape.js';
import type { Shape } from './shape.js';

/** The ground of a shape in hectares and mu, the length of lines in km; null for none and for a point. */
export function sizeOf(shape: Shape | null): string | null {
  if (shape === null || shape.type === 'Point') return null;
  return shape.type === 'LineString' || shape.type === 'MultiLineString' ? t('draw.km', { km: number(lengthOf(shape) / 1000, 2) }) : groundOf(areaOf(shape));
}

export function groundOf(squareMetres: number): string {
  return t('area', { hectares: hectares(squareMetres), mu: mu(squareMetres) });
}

/** How much larger or smaller a shape has become, with the share; null where both are not of one kind. */
export function changeOf(before: Shape | null, now: Shape | null): string | null {
  if (before === null || now === null || kindOf(before) !== kindOf(now) || before.type === 'Point') return null;
  const size = (shape: Shape): number => (shape.type === 'Polygon' || shape.type === 'MultiPolygon' ? areaOf(shape) : shape.type === 'Point' ? 0 : lengthOf(shape));
  const [old, by] = [size(before), size(now) - size(before)];
  const sign = by > 0 ? '+' : '';
  const told = kindOf(now) === 'line' ? t('draw.km', { km: sign + number(by / 1000, 2) }) : t('draw.ha', { ha: sign + number(by / 10_000, 2) });
  return old > 0 ? `${told} · ${sign}${number(by / old * 100, 1)} %` : told;
}
