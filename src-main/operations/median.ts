/** The median, null of nothing. */
export function median(values: readonly number[]): number | null {
  return percentile(values, 0.5);
}

/** A percentile (0 to 1), linear between neighbours as PostgreSQL's `percentile_cont`; null of nothing. */
export function percentile(values: readonly number[], fraction: number): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  const place = (sorted.length - 1) * fraction;
  const low = sorted[Math.floor(place)];
  const high = sorted[Math.ceil(place)];
  return low === undefined || high === undefined ? null : low + (high - low) * (place - Math.floor(place));
}
