import type { LineString, MultiLineString, MultiPolygon, Polygon, Position } from 'geojson';

// CGCS2000, as the server's Measure/Ellipsoid.
const semiMajor = 6_378_137, flattening = 1 / 298.257222101;
const e2 = flattening * (2 - flattening), e = Math.sqrt(e2);
const radian = Math.PI / 180;
/** Gauss–Legendre nodes and weights on [0, 1], three of them: exact to the fifth degree along an edge. */
const nodes: readonly (readonly [number, number])[] = [[0.5 - Math.sqrt(0.15), 5 / 18], [0.5, 8 / 18], [0.5 + Math.sqrt(0.15), 5 / 18]];

/** Ground of polygons in m² on the ellipsoid, edges straight in longitude and latitude: the integral of the server's AuthalicArea. */
export function areaOf(geometry: Polygon | MultiPolygon): number {
  const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
  return polygons.reduce((sum, rings) => sum + rings.reduce((all, ring, i) => all + (i === 0 ? 1 : -1) * Math.abs(ringArea(ring)), 0), 0);
}

/** Length of lines in m on the ellipsoid: each edge by the radii of curvature at its middle, which over 10 km of it errs by less than 1 in 10 million. */
export function lengthOf(geometry: LineString | MultiLineString): number {
  const lines = geometry.type === 'LineString' ? [geometry.coordinates] : geometry.coordinates;
  return lines.reduce((sum, line) => sum + line.slice(1).reduce((all, to, i) => all + edge(line[i] ?? to, to), 0), 0);
}

function edge([x0 = 0, y0 = 0]: Position, [x1 = 0, y1 = 0]: Position): number {
  const middle = (y0 + y1) / 2 * radian;
  const w = 1 - e2 * Math.sin(middle) ** 2;
  return Math.hypot((y1 - y0) * radian * semiMajor * (1 - e2) / w ** 1.5, (x1 - x0) * radian * semiMajor / Math.sqrt(w) * Math.cos(middle));
}

function ringArea(ring: readonly Position[]): number {
  const reference = authalic(ring[0]?.[1] ?? 0);
  let sum = 0;
  for (let i = 1; i < ring.length; i++) {
    const [x0 = 0, y0 = 0] = ring[i - 1] ?? [];
    const [x1 = 0, y1 = 0] = ring[i] ?? [];
    sum -= (x1 - x0) * radian * nodes.reduce((mean, [at, weight]) => mean + weight * (authalic(y0 + at * (y1 - y0)) - reference), 0);
  }
  return sum;
}

/** Ground between the equator and a latitude for one radian of longitude (Snyder 1987, eq. 3-12). */
function authalic(latitude: number): number {
  const s = Math.sin(latitude * radian);
  return semiMajor * semiMajor * (1 - e2) / 2 * (s / (1 - e2 * s * s) + Math.atanh(e * s) / e);
}
