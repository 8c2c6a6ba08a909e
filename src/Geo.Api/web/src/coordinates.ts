/** A place in degrees, WGS 84 / CGCS2000. */
export interface Place { lon: number; lat: number }

const full = '０１２３４５６７８９．，：－＋';
const half = '0123456789.,:-+';

/**
 * Reads a coordinate pair as people write it: `110.02, 40.58`, `40.58 110.02`, `40°34′48″N 110°1′12″E`,
 * `北纬40°34′48″ 东经110°1′12″`, full-width digits. Without letters the order follows the numbers:
 * a value above 90 is the longitude; where both could be either, longitude stands first as in GeoJSON.
 * Null where the text is no pair of coordinates.
 */
export function parsePlace(text: string): Place | null {
  const plain = text.replace(/[０-９．，：－＋]/g, (c) => half.charAt(full.indexOf(c)))
    .replace(/[′’]/g, "'").replace(/[″”]|''/g, '"').replace(/[º度]/g, '°').replace(/分/g, "'").replace(/秒/g, '"')
    .replace(/北纬|北緯/g, ' N ').replace(/东经|東經/g, ' E ').trim();
  const [first, second, third] = angles(plain.toUpperCase());
  if (!first || !second || third) return null;
  if (first.axis !== null && first.axis === second.axis) return null;
  const unnamed = first.axis === null && second.axis === null;
  const latFirst = unnamed ? Math.abs(first.value) <= 90 && Math.abs(second.value) > 90 : first.axis === 'lat' || second.axis === 'lon';
  const place = latFirst ? { lon: second.value, lat: first.value } : { lon: first.value, lat: second.value };
  return Math.abs(place.lat) <= 90 && Math.abs(place.lon) <= 180 ? place : null;
}

interface Angle { value: number; axis: 'lat' | 'lon' | null }

/** Angles in the order in which they stand; empty where anything else stands between them. */
function angles(text: string): Angle[] {
  const parts = text.match(/[NSEW]|[+-]?\d+(?:\.\d+)?\s*[°'"]?|[,;/]|\S/g) ?? [];
  const letterFirst = /^[NSEW]/.test(text);
  const found: Angle[] = [];
  let letter = '';
  let numbers: string[] = [];
  const close = (): boolean => {
    if (numbers.length === 0) return letter === '';
    const angle = angleOf(letter, numbers);
    letter = '';
    numbers = [];
    if (angle) found.push(angle);
    return angle !== null;
  };
  for (const part of parts) {
    if (/^[NSEW]$/.test(part)) {
      if (letterFirst && !close()) return [];
      letter = part;
      if (!letterFirst && !close()) return [];
    } else if (/^[,;/]$/.test(part)) {
      if (!close()) return [];
    } else if (/^[+-]?\d/.test(part)) {
      // Degrees begin a new angle; minutes and seconds carry their sign.
      if (!/['"]$/.test(part) && numbers.length > 0 && !close()) return [];
      numbers.push(part);
    } else {
      return [];
    }
  }
  return close() ? found : [];
}

function angleOf(letter: string, numbers: string[]): Angle | null {
  const [degrees = '', minutes = "0'", seconds = '0"', more] = numbers;
  if (more !== undefined || /['"]$/.test(degrees) || !minutes.endsWith("'") || !seconds.endsWith('"')) return null;
  const [d, m, s] = [degrees, minutes, seconds].map((n) => Math.abs(parseFloat(n)));
  if (d === undefined || m === undefined || s === undefined || m >= 60 || s >= 60) return null;
  const size = d + m / 60 + s / 3600;
  const negative = degrees.startsWith('-') || letter === 'S' || letter === 'W';
  return { value: negative ? -size : size, axis: letter === '' ? null : letter === 'N' || letter === 'S' ? 'lat' : 'lon' };
}
