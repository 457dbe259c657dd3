/**
 * The `p`-quantile of numbers sorted upwards, linear between order statistics (type 7 of Hyndman and Fan 1996, The American
 * Statistician 50, 361-365). Throws when there are none.
 */
export function quantile(sorted: ArrayLike<number>, p: number): number {
  if (sorted.length === 0) throw new RangeError("quantile: needs at least one number, got none");
  const place = p * (sorted.length - 1);
  const i = Math.min(sorted.length - 2, Math.floor(place));
  if (i < 0) return sorted[0]!;
  return sorted[i]! + (place - i) * (sorted[i + 1]! - sorted[i]!);
}
