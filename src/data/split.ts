import { checkRandom } from "../autograd/checkRandom.ts";
import type { Random } from "../autograd/random.ts";
import { checkArgument } from "../check/checkArgument.ts";
import { countOrZero } from "../check/kinds.ts";
import type { Examples } from "./dataset.ts";
import { subset } from "./subset.ts";

/**
 * Deals examples at random to disjoint parts of the given sizes, such as a training, validation and test set.
 * Throws RangeError if the parts together exceed the data set.
 *
 * @example split(xor(10, { random: new Random(1) }), [9, 1], { random: new Random(7) }).map(({ labels }) => labels.length) // [9, 1]
 */
export function split<T extends Examples, const C extends readonly number[]>(
  data: T,
  counts: C,
  options: { random: Random },
): { -readonly [part in keyof C]: T } {
  checkRandom("split", options);
  const n = data.inputs.shape[0];
  for (const size of counts) checkArgument("split", "the size of a part", size, countOrZero);
  const wanted = counts.reduce((sum, count) => sum + count, 0);
  if (wanted > n)
    throw new RangeError(`split: parts of ${counts.join(" + ")} examples need ${wanted}, got a data set of ${n}`);
  const order = options.random.shuffle(Int32Array.from({ length: n }, (_, i) => i));
  let start = 0;
  return counts.map((count) => {
    start += count;
    return subset(data, order.subarray(start - count, start));
  }) as { -readonly [part in keyof C]: T };
}
