import type { NdArray } from "./ndArray.ts";

/** The number of elements shown. The others are counted. */
const shown = 12;

/**
 * Returns an array in one line: its shape, its kind, and its first numbers in row-major order.
 *
 * @example `${tensor([[1, 0.1], [2, 3]])}` // "[2,2] float32: 1, 0.1, 2, 3"
 */
export function showNumbers({ shape, size, data }: NdArray): string {
  const kind = data instanceof Float32Array ? "float32" : "float64";
  // Seven digits are what a Float32 holds.
  const digits = kind === "float32" ? 7 : 15;
  const numbers = Array.from(data.subarray(0, shown), (value) => `${Number(value.toPrecision(digits))}`);
  const rest = size > shown ? `, … ${size - shown} more` : "";
  return `[${shape.join(",")}] ${kind}: ${numbers.join(", ")}${rest}`;
}
