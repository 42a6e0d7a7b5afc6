import { checkRandom } from "../../autograd/checkRandom.ts";
import type { Random } from "../../autograd/random.ts";
import { checkArgument } from "../../check/checkArgument.ts";
import { finite } from "../../check/kinds.ts";

/** Checks the options of an initialization that has a gain, and returns the gain. */
export function readGain(who: string, options: { random: Random; gain?: number }, fallback: number): number {
  checkRandom(who, options, ["gain"]);
  return checkArgument(who, "gain", options.gain, finite.or(fallback));
}
