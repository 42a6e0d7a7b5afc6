/** @file Options and checks that all generated data sets share. */

import { checkRandom } from "../../../autograd/checkRandom.ts";
import type { Random } from "../../../autograd/random.ts";
import { checkArgument } from "../../../check/checkArgument.ts";
import { count, nonNegative } from "../../../check/kinds.ts";

export interface ToyOptions {
  random: Random;
  /** Standard deviation of the noise added to each coordinate (to each target, where there are targets). */
  noise?: number;
}

/** Throws in the name of `who` unless `n` is a number of examples. */
export const checkCount = (who: string, n: number, what = "examples"): number =>
  checkArgument(who, `the number of ${what}`, n, count);

/** Returns the generator and the noise, or the default noise. Throws on options other than these and `others`. */
export function readToy(
  who: string,
  options: ToyOptions,
  usual: number,
  others: readonly string[] = [],
): Required<ToyOptions> {
  checkRandom(who, options, ["noise", ...others]);
  const { random, noise = usual } = options;
  checkArgument(who, "noise", noise, nonNegative);
  return { random, noise };
}
