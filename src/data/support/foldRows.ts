import type { Random } from "../../autograd/random.ts";
import { type Groups, splitRows } from "./splitRows.ts";

/** Splits the indices 0 … n − 1 at random into `folds` parts whose sizes differ by at most 1. Spreads groups evenly. */
export function foldRows(n: number, folds: number, random: Random, groups: Groups | null): Int32Array[] {
  const sizes = Array.from(
    { length: folds },
    (_, k) => Math.floor(((k + 1) * n) / folds) - Math.floor((k * n) / folds),
  );
  return splitRows(n, sizes, random, groups);
}
