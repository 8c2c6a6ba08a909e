/** Thousands grouped by a comma, a fixed number of decimals. */
export function number(value: number, decimals = 0): string {
  const [whole = '', part] = Math.abs(value).toFixed(decimals).split('.');
  const sign = value < 0 && Number(value.toFixed(decimals)) !== 0 ? '−' : '';
  return sign + whole.replace(/\B(?=(\d{3})+$)/g, ',') + (part === undefined ? '' : `.${part}`);
}

/** Hectares of an area in m², with as many decimals as its size deserves. */
export function hectares(squareMetres: number): string {
  const value = squareMetres / 10_000;
  return number(value, value < 10 ? 2 : value < 1000 ? 1 : 0);
}

/** 亩 of an area in m²: 15 mu are a hectare. */
export function mu(squareMetres: number): string {
  const value = squareMetres / 10_000 * 15;
  return number(value, value < 100 ? 1 : 0);
}

/** A share in [0, 1] as per cent. */
export function percent(share: number, decimals = 0): string {
  return `${number(share * 100, decimals)} %`;
}

/** The day of an instant in China, `2025-07-14`: scenes and deadlines are dated there. */
export function day(instant: string): string {
  return china(instant)?.slice(0, 10) ?? instant;
}

/** Day, hour and minute of an instant in China. */
export function minute(instant: string): string {
  return china(instant)?.slice(0, 16).replace('T', ' ') ?? instant;
}

/** Hour, minute and second of an instant in China. */
export function clock(instant: string): string {
  return china(instant)?.slice(11, 19) ?? instant;
}

/** A length of time in seconds as `8 s`, `3 min 20 s`, `2 h 5 min`. */
export function duration(seconds: number): string {
  const s = Math.max(0, Math.round(seconds));
  if (s < 60) return `${s} s`;
  if (s < 3600) return `${Math.floor(s / 60)} min ${s % 60} s`;
  return `${Math.floor(s / 3600)} h ${Math.floor(s % 3600 / 60)} min`;
}

/** Longitude and latitude with five decimals, about a metre. */
export function degrees(lon: number, lat: number): string {
  return `${lon.toFixed(5)}° E, ${lat.toFixed(5)}° N`;
}

function china(instant: string): string | null {
  const at = Date.parse(instant);
  // China keeps one time, UTC+8, without summer time.
  return Number.isNaN(at) ? null : new Date(at + 8 * 3_600_000).toISOString();
}
