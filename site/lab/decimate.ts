/**
 * Reduces a series to at most about 2 `buckets` indices: of each bucket the lowest and the highest value, so that every
 * peak stays. The first and last index stay too.
 */
export function decimate(values: ArrayLike<number>, length: number, buckets: number): number[] {
  if (length <= 2 * buckets) return Array.from({ length }, (_, i) => i);
  const kept = new Set([0, length - 1]);
  for (let bucket = 0; bucket < buckets; bucket++) {
    const from = Math.floor((bucket * length) / buckets);
    const to = Math.floor(((bucket + 1) * length) / buckets);
    let [low, high] = [from, from];
    for (let i = from; i < to; i++) {
      if (values[i] < values[low]) low = i;
      if (values[i] > values[high]) high = i;
    }
    kept.add(low).add(high);
  }
  return [...kept].sort((a, b) => a - b);
}
