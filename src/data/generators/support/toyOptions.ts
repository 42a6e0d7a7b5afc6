/** @file What the small generated data sets have in common. */

import { checkOptions } from "../../../check/checkOptions.ts";
import { describeValue } from "../../../check/describeValue.ts";

export interface ToyOptions {
  /** Standard deviation of the noise added to each coordinate (to each target, where there are targets). */
  noise?: number;
}

export function checkCount(who: string, n: number, what = "examples"): void {
  if (!Number.isInteger(n) || n < 1)
    throw new RangeError(`${who}: ${describeValue(n)} ${what}; it needs a whole number, 1 or more`);
}

/** The noise asked for, or the default. Throws in the name of `who` at an option that is neither noise nor one of `others`. */
export function noiseOf(who: string, options: ToyOptions, usual: number, others: readonly string[] = []): number {
  checkOptions(who, options, ["noise", ...others]);
  const { noise = usual } = options;
  if (!(noise >= 0 && noise < Number.POSITIVE_INFINITY))
    throw new RangeError(`${who}: noise is ${noise}; it needs to be a standard deviation, 0 or more`);
  return noise;
}
