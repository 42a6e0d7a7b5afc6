import { placeOf } from "../../array/placeOf.ts";
import type { Tensor } from "../../autograd/index.ts";

/** Returns in words where a tensor differs from the expected one; null where every element is within `tolerance`. */
export function tensorDifference(actual: Tensor, expected: Tensor, tolerance: number): string | null {
  if (`${actual.shape}` !== `${expected.shape}`) return `the shape must be [${expected.shape}], got [${actual.shape}]`;
  const [found, wanted] = [actual.data, expected.data];
  const wrong = Array.from(wanted, (_, i) => i).filter((i) => !isClose(found[i], wanted[i], tolerance));
  if (wrong.length === 0) return null;
  const lines = wrong
    .slice(0, 3)
    .map(
      (i) =>
        `  element [${placeOf(i, expected.shape)}] must be ${wanted[i]}, got ${found[i]}, off by ${off(found[i], wanted[i])}`,
    );
  const head = `${wrong.length} of ${wanted.length} elements differ by more than ${tolerance} · (1 + |expected|)`;
  return [head, ...lines, ...(wrong.length > 3 ? [`  and ${wrong.length - 3} more`] : [])].join("\n");
}

const isClose = (actual: number, expected: number, tolerance: number): boolean =>
  Object.is(actual, expected) || Math.abs(actual - expected) <= tolerance * (1 + Math.abs(expected));

const off = (actual: number, expected: number): string => Math.abs(actual - expected).toExponential(1);
