export interface Bucket {
  /** The mean position, counted from 1. */
  at: number;
  mean: number;
  low: number;
  high: number;
}

/** Downsamples a series to at most `count` means of neighbours, with the range of each. NaN makes its bucket NaN. */
export function bucketMeans(values: readonly number[], count: number): Bucket[] {
  const size = Math.max(1, Math.ceil(values.length / count));
  return Array.from({ length: Math.ceil(values.length / size) }, (_, i) => {
    const part = values.slice(i * size, (i + 1) * size);
    return {
      at: i * size + (part.length + 1) / 2,
      mean: part.reduce((sum, value) => sum + value, 0) / part.length,
      low: Math.min(...part),
      high: Math.max(...part),
    };
  });
}
