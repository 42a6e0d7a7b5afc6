import { Random } from "../autograd/random.ts";
import { checkOptions } from "../check/checkOptions.ts";

/** Throws unless every value is a whole number >= 1: `positive("Linear", { inFeatures, outFeatures })`. */
export function positive(who: string, values: Record<string, number>): void {
  for (const [name, value] of Object.entries(values)) {
    if (!Number.isInteger(value) || value < 1) {
      throw new RangeError(`${who}: ${name} is ${value}; it needs to be a whole number, 1 or more`);
    }
  }
}

/** Throws unless the options have no keys but `random` and `others`, and `random` is a generator. */
export function seeded(who: string, options: { random: Random }, ...others: string[]): void {
  if ((options as unknown) instanceof Random)
    throw new TypeError(`${who}: the generator goes into the options: { random }`);
  checkOptions(who, options, ["random", ...others]);
  if (!(options.random instanceof Random)) {
    throw new TypeError(`${who}: random is ${options.random}; it needs a generator, such as { random: new Random(1) }`);
  }
}
