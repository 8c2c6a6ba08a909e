import { number, percent } from '../format.js';

/** A ratio with its interval, `0.93 (0.88–0.98)`; null without a ratio. */
export function ratioText(ratio: number | null, low: number | null, high: number | null): string | null {
  if (ratio === null) return null;
  return low === null || high === null ? number(ratio, 2) : `${number(ratio, 2)} (${number(low, 2)}–${number(high, 2)})`;
}

/** A share with one standard error, `31 % ± 4`; null without a share. */
export function shareText(share: number | null, error: number | null): string | null {
  if (share === null) return null;
  return error === null ? percent(share) : `${percent(share)} ± ${number(error * 100)}`;
}

/** A change a year with its sign and interval in per cent points, `+4.0 (+1.2 – +6.9)`. */
export function changeText(change: number, low: number | null, high: number | null): string {
  const one = (v: number): string => (v > 0 && number(v * 100, 1) !== '0.0' ? '+' : '') + number(v * 100, 1);
  return low === null || high === null ? one(change) : `${one(change)} (${one(low)} – ${one(high)})`;
}
