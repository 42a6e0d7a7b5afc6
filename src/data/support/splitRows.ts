import type { Random } from "../../autograd/random.ts";

/** Groups of examples, such as classes: the group of each example, below `count`. */
export interface Groups {
  of: ArrayLike<number>;
  count: number;
}

/**
 * Splits the indices 0 … n − 1 at random into parts of these sizes, which together are at most n. With groups, each is
 * spread evenly over the parts. The last part does not depend on how the others are cut.
 */
export function splitRows(n: number, sizes: readonly number[], random: Random, groups: Groups | null): Int32Array[] {
  const shuffled = random.shuffle(Int32Array.from({ length: n }, (_, i) => i));
  const order = groups === null ? shuffled : spread(groups, shuffled);
  let start = 0;
  return sizes.map((size) => {
    start += size;
    return order.subarray(start - size, start);
  });
}

/**
 * Sorts examples so that every stretch of them has the groups in the proportions of the whole. The kth of the c
 * examples of a group gets the position (k − ½) / c in [0, 1].
 */
function spread({ of, count }: Groups, order: Int32Array): Int32Array {
  const [sizes, seen] = [new Float64Array(count), new Float64Array(count)];
  for (let i = 0; i < of.length; i++) sizes[of[i]]++;
  const places = new Float64Array(of.length);
  for (const i of order) places[i] = (seen[of[i]]++ + 0.5) / sizes[of[i]];
  return order.sort((a, b) => places[a] - places[b]);
}
