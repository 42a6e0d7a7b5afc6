import { checkRandom } from "../autograd/checkRandom.ts";
import type { Random } from "../autograd/random.ts";
import { checkArgument } from "../check/checkArgument.ts";
import { countOrZero } from "../check/kinds.ts";
import type { Examples } from "./dataset.ts";
import { subset } from "./subset.ts";

/**
 * Splits examples at random into disjoint parts of the given sizes, such as a training, validation and test set.
 * With `stratify`, every class is spread evenly over the parts. The only example of a class goes to the middle part.
 * Throws RangeError if the parts together exceed the data set.
 *
 * @example split(xor(10, { random: new Random(1) }), [9, 1], { random: new Random(7) }).map(({ labels }) => labels.length) // [9, 1]
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
  const shuffled = options.random.shuffle(Int32Array.from({ length: n }, (_, i) => i));
  const order = options.stratify ? spreadClasses(data, shuffled) : shuffled;
  let start = 0;
  return counts.map((count) => {
    start += count;
    return subset(data, order.subarray(start - count, start));
  }) as { -readonly [part in keyof C]: T };
}

/**
 * Sorts examples so that every stretch of them has the classes in the proportions of the whole. The kth of the c
 * examples of a class gets the position (k − ½) / c in [0, 1].
 */
function spreadClasses(data: Examples, order: Int32Array): Int32Array {
  if (!("labels" in data)) throw new RangeError("split: stratify must have class labels, got numbers to predict");
  const { labels, classes } = data;
  const [sizes, seen] = [new Float64Array(classes), new Float64Array(classes)];
  for (const label of labels) sizes[label]++;
  const places = new Float64Array(labels.length);
  for (const i of order) places[i] = (seen[labels[i]]++ + 0.5) / sizes[labels[i]];
  return order.sort((a, b) => places[a] - places[b]);
}
