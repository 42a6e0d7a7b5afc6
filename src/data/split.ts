import { checkRandom } from "../autograd/checkRandom.ts";
import type { Random } from "../autograd/random.ts";
import { checkArgument } from "../check/checkArgument.ts";
import { countOrZero } from "../check/kinds.ts";
import type { Examples } from "./dataset.ts";
import { subset } from "./subset.ts";
import { type Groups, splitRows } from "./support/splitRows.ts";

/**
 * Splits examples at random into disjoint parts of the given sizes, such as a training, validation and test set.
 * With `stratify`, every class is spread evenly over the parts. The only example of a class goes to the middle part.
 * Throws RangeError if the parts together exceed the data set.
 *
 * @example split(xor(10, { random: new Random(1) }), [9, 1], { random: new Random(7) }).map((s) => s.labels.length)
 * // [9, 1]
 */
export function split<T extends Examples, const C extends readonly number[]>(
  data: T,
  counts: C,
  options: { random: Random; stratify?: boolean },
): { -readonly [part in keyof C]: T } {
  checkRandom("split", options, ["stratify"]);
  const n = data.inputs.shape[0];
  for (const size of counts) checkArgument("split", "the size of a part", size, countOrZero);
  const wanted = counts.reduce((sum, count) => sum + count, 0);
  if (wanted > n)
    throw new RangeError(`split: parts of ${counts.join(" + ")} examples need ${wanted}, got a data set of ${n}`);
  const parts = splitRows(n, counts, options.random, options.stratify ? classesOf(data) : null);
  return parts.map((indices) => subset(data, indices)) as { -readonly [part in keyof C]: T };
}

function classesOf(data: Examples): Groups {
  if (!("labels" in data)) throw new RangeError("split: stratify must have class labels, got numbers to predict");
  return { of: data.labels, count: data.classes };
}
