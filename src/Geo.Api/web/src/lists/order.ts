type Key = string | number | null;

/** In the wanted order; what is not known comes last either way, and equals in the order of their codes. */
export function inOrder<R extends { readonly code: string }>(rows: readonly R[], key: (row: R) => Key, down: boolean): R[] {
  return [...rows].sort((a, b) => {
    const [x, y] = [key(a), key(b)];
    const byCode = a.code.localeCompare(b.code, 'en', { numeric: true });
    if (x === null || y === null) return x === y ? byCode : x === null ? 1 : -1;
    const by = typeof x === 'number' && typeof y === 'number' ? x - y : String(x).localeCompare(String(y), 'zh-Hans-CN', { numeric: true });
    return (down ? -by : by) || byCode;
  });
}

/** Place of a value in a list; null where it is not in it. */
export function placeIn(of: readonly string[], value: string | null): number | null {
  const at = of.indexOf(value ?? '');
  return at < 0 ? null : at;
}
