const blocks = "▁▂▃▄▅▆▇█";
const ascii = "_.-=+*#@";

/**
 * A row of little bars, one per value (averaged down to `width`), between the smallest and the largest value.
 * A constant series is a flat middle line; what is not finite is a gap.
 */
export function sparkline(values: readonly number[], width: number, unicode: boolean): string {
  const levels = unicode ? blocks : ascii;
  const cells = resample(values, width);
  const finite = cells.filter(Number.isFinite);
  const low = Math.min(...finite);
  const high = Math.max(...finite);
  const level = (value: number): string => {
    if (!Number.isFinite(value)) return " ";
    if (high === low) return levels[3];
    return levels[Math.min(7, Math.floor(((value - low) / (high - low)) * 8))];
  };
  return cells.map(level).join("");
}

/** `width` means of neighbouring values; fewer values stay as they are. */
function resample(values: readonly number[], width: number): number[] {
  if (values.length <= width) return [...values];
  return Array.from({ length: width }, (_, i) => {
    const part = values.slice(Math.floor((i * values.length) / width), Math.floor(((i + 1) * values.length) / width));
    return part.reduce((sum, value) => sum + value, 0) / part.length;
  });
}
