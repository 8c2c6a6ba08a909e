import { describe, expect, it } from 'vitest';
import { parsePlace } from '../src/coordinates.js';

// 40 + 34/60 + 48/3600 = 40.58; 110 + 1/60 + 12/3600 = 110.02.
const place = { lon: 110.02, lat: 40.58 };

describe('a place', () => {
  it.each([
    '110.02, 40.58', '40.58,110.02', '110.02 40.58', '110.02，40.58', '１１０．０２，４０．５８',
    '40°34′48″N 110°1′12″E', `40°34'48"N, 110°1'12"E`, 'N40.58 E110.02', '北纬40°34′48″，东经110°1′12″', '东经110.02度 北纬40.58度', '40°34.8′N 110°1.2′E', '北纬40度34分48秒 东经110度1分12秒',
  ])('is read from %s', (text) => {
    const read = parsePlace(text);
    expect(read?.lon).toBeCloseTo(place.lon, 9);
    expect(read?.lat).toBeCloseTo(place.lat, 9);
  });
  it('takes longitude first where both could be latitudes', () => expect(parsePlace('12.5 45')).toEqual({ lon: 12.5, lat: 45 }));
  it('knows south and west', () => expect(parsePlace('33.5S 70.25W')).toEqual({ lon: -70.25, lat: -33.5 }));
  it.each(['', 'M001', '110.02', '110.02 95 3', '200 40', '40N 41N', '40°61′N 110°E', '东河'])('is not read from %s', (text) => expect(parsePlace(text)).toBeNull());
});
