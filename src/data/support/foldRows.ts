import type { Random } from "../../autograd/random.ts";
import type { Groups } from "./splitRows.ts";

/**
 * Splits the indices 0 … n − 1 at random into `folds` parts. They are dealt out one after the other, group by group. So
 * the sizes of two parts differ by at most 1, and so do their shares of each group.
 */
export function foldRows(n: number, folds: number, random: Random, groups: Groups | null): Int32Array[] {
  const order = random.shuffle(Int32Array.from({ length: n }, (_, i) => i));
  if (groups !== null) order.sort((a, b) => groups.of[a] - groups.of[b]);
  return Array.from({ length: folds }, (_, k) => order.filter((_, at) => at % folds === k));
}
