/** @file What the small generated data sets have in common. */

import { checkRandom } from "../../../autograd/checkRandom.ts";
import type { Random } from "../../../autograd/random.ts";
import { describeValue } from "../../../check/describeValue.ts";

export interface ToyOptions {
  random: Random;
  /** Standard deviation of the noise added to each coordinate (to each target, where there are targets). */
  noise?: number;
}

export function checkCount(who: string, n: number, what = "examples"): void {
  if (!Number.isInteger(n) || n < 1)
    throw new RangeError(`${who}: ${describeValue(n)} ${what}; it needs a whole number, 1 or more`);
}

/** Returns the generator and the noise asked for, or the usual noise. Throws on other options than these and `others`. */
export function readToy(
  who: string,
  options: ToyOptions,
  usual: number,
  others: readonly string[] = [],
): Required<ToyOptions> {
  checkRandom(who, options, ["noise", ...others]);
  const { random, noise = usual } = options;
  if (!(noise >= 0 && noise < Number.POSITIVE_INFINITY))
    throw new RangeError(`${who}: noise is ${noise}; it needs to be a standard deviation, 0 or more`);
  return { random, noise };
}
