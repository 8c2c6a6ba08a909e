import Feature from 'ol/Feature.js';
import GeoJSON from 'ol/format/GeoJSON.js';
import type Geometry from 'ol/geom/Geometry.js';
import type { Shape } from './shape.js';

const reader = new GeoJSON({ featureProjection: 'EPSG:3857' });
/** 1e-7 degrees are a centimetre. */
const decimals = 7;

/** A shape as a map has it, in EPSG:3857. */
export function onMap(shape: Shape): Geometry {
  const feature = reader.readFeature({ type: 'Feature', geometry: shape, properties: {} });
  const geometry = feature instanceof Feature ? (feature as Feature).getGeometry() : undefined;
  if (geometry === undefined) throw new TypeError(shape.type);
  return geometry;
}

/** A map's geometry as a shape: degrees with seven decimals, shells counter-clockwise. */
export function toShape(geometry: Geometry): Shape {
  return reader.writeGeometryObject(geometry, { featureProjection: 'EPSG:3857', decimals, rightHanded: true }) as Shape;
}
