import { checkOptions } from "../check/checkOptions.ts";
import { describeValue } from "../check/describeValue.ts";
import { Random } from "./random.ts";

/**
 * Throws a TypeError unless `options.random` is a generator, and as `checkOptions` does for other options.
 */
export function checkRandom(who: string, options: { random: Random }, valid: readonly string[] = []): void {
  if ((options as unknown) instanceof Random)
    throw new TypeError(`${who}: options must be an object, got a generator; pass { random }`);
  checkOptions(who, options, ["random", ...valid]);
  if (options.random instanceof Random) return;
  throw new TypeError(
    `${who}: random must be a generator, such as new Random(1), got ${describeValue(options.random)}`,
  );
}
