import { powInt } from "./portable.ts";

/**
 * xʸ for x ≥ 0 and y ≥ 0, from the binary digits of y: squares of x for its whole part, square roots for the rest.
 * Only × and √, so that it has the same bits in every engine. Schedules and rules use it: a tenth of the code of
 * portable.ts. The error is at most (1e-14 + 1.2e-16 y) xʸ.
 *
 *     x^5.25 = x⁴ · x · ⁴√x
 */
export function pow(x: number, y: number): number {
  let result = powInt(x, Math.floor(y));
  for (let root = x, rest = y % 1; rest > 0; rest %= 1) {
    root = Math.sqrt(root);
    rest *= 2;
    if (rest >= 1) result *= root;
  }
  return result;
}
