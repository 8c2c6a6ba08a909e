/** A straight scale from values to pixels. */
export function axisOf(from: number, to: number, start: number, end: number): (value: number) => number {
  const span = to === from ? 1 : to - from;
  return (value) => start + (value - from) / span * (end - start);
}

/** The years in China that lie in a span of milliseconds: where each begins, and the middle of what is seen of it. */
export function yearsBetween(from: number, to: number): { year: number; at: number; middle: number }[] {
  const first = new Date(from + 8 * 3_600_000).getUTCFullYear(), last = new Date(to + 8 * 3_600_000).getUTCFullYear();
  const begins = (year: number): number => Date.UTC(year, 0, 1) - 8 * 3_600_000;
  return Array.from({ length: last - first + 1 }, (_, i) => {
    const year = first + i;
    const at = Math.max(from, begins(year));
    return { year, at, middle: (at + Math.min(to, begins(year + 1))) / 2 };
  });
}
