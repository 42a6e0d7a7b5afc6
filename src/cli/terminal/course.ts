import { terse } from "./numbers.ts";

/** Three digits: a cosine ends just above its last rate. */
const rounded = (x: number): string => terse(Number(x.toPrecision(3)));

/**
 * A series in words, in the order of time: its first value, the smallest and the largest where they come between, and
 * its last. Values that read the same are one; "" if a value is not finite.
 *
 * @example course([0.1, 0.0999999]) // '0.1'
 * @example course([1e-4, 5e-3, 1e-2, 5e-3, 1e-3]) // '1e-4 → 0.01 → 1e-3'
 */
export function course(values: readonly number[]): string {
  const [low, high] = [Math.min, Math.max].map((pick) => values.reduce((a, b) => pick(a, b)));
  if (!Number.isFinite(high - low)) return "";
  if (low === high) return terse(low);
  const turns = [0, values.indexOf(low), values.indexOf(high), values.length - 1].sort((a, b) => a - b);
  const texts = turns.map((at) => rounded(values[at]));
  return texts.filter((text, i) => text !== texts[i - 1]).join(" → ");
}
