/** @file Wrong calls of ops: shapes and indices. */
import { tensor } from "../../../src/autograd/index.ts";
import * as ops from "../../../src/autograd/ops/index.ts";
import { type OpError, x } from "./opError.ts";

export const shapes: readonly OpError[] = [
  [
    "a size that does not fill",
    () => ops.reshape(x(2, 3), [4, -1]),
    "reshape: the sizes, at most one of them -1, must have the product 6 of [2,3], got [4,-1]",
  ],
  [
    "two unknown sizes",
    () => ops.reshape(x(2, 3), [-1, -1]),
    "reshape: the sizes, at most one of them -1, must have the product 6 of [2,3], got [-1,-1]",
  ],
  [
    "a negative size",
    () => ops.reshape(x(2, 3), [-2, -3]),
    "reshape: the sizes, at most one of them -1, must have the product 6 of [2,3], got [-2,-3]",
  ],
  [
    "axes in the wrong order",
    () => ops.flatten(x(2, 3, 4), 2, 1),
    "flatten: start must not come after end, got axes 2 to 1 of [2,3,4]",
  ],
  ["an axis too long to drop", () => ops.squeeze(x(1, 3), 1), "squeeze: axis 1 must have size 1, got 3 in [1,3]"],
  [
    "a place too far",
    () => ops.unsqueeze(x(2), 3),
    "unsqueeze: the axis must be a whole number from -2 to 1, got 3 for [2,1]",
  ],
  [
    "an axis left out",
    () => ops.permute(x(2, 3), [0]),
    "permute: the order must name each of the 2 axes of [2,3] once, got [0]",
  ],
  [
    "an axis named twice",
    () => ops.permute(x(2, 3), [0, 0]),
    "permute: the order must name each of the 2 axes of [2,3] once, got [0,0]",
  ],
  [
    "an axis that is not there",
    () => ops.transpose(x(2, 3), 0, 2),
    "transpose: the axis must be a whole number from -2 to 1, got 2 for [2,3]",
  ],
  [
    "one axis to transpose",
    () => ops.transpose(x(3)),
    "transpose: the axis must be a whole number from -1 to 0, got -2 for [3]",
  ],
  [
    "a size that cannot repeat",
    () => ops.expand(x(2, 3), [4, 3]),
    "expand: only axes of size 1 repeat, got [2,3] to [4,3]",
  ],
  ["too many ranges", () => ops.slice(x(2), [null, null]), "slice: at most 1 ranges fit [2], got 2"],
  [
    "a range too long",
    () => ops.slice(x(2, 3), [null, [1, 5]]),
    "slice: the range must be within 0..3, axis 1 of [2,3], got 1..5",
  ],
  [
    "a range too far back",
    () => ops.slice(x(3), [[-4]]),
    "slice: the range must be within 0..3, axis 0 of [3], got -1..3",
  ],
  ["a step of 0", () => ops.slice(x(3), [[0, 3, 0]]), "slice: the step must be a whole number, 1 or more, got 0"],
  [
    "tensors that do not fit",
    () => ops.concat([x(2, 3), x(2, 4)]),
    "concat: the tensors must have equal sizes in all axes but 0, got [2,3] and, as tensor 1, [2,4]",
  ],
  ["no tensors", () => ops.concat([]), "concat: the list must have 1 or more tensors, got none"],
  [
    "tensors of several shapes",
    () => ops.stack([x(2), x(2), x(3)]),
    "stack: the tensors must have one shape, got [2] and, as tensor 2, [3]",
  ],
  ["no tensors", () => ops.stack([]), "stack: the list must have 1 or more tensors, got none"],
  [
    "an index too large",
    () => ops.gather(x(2, 3), 1, [[0], [3]]),
    "gather: every index must be a whole number from 0 to 2, got 3 at place 1 of [2,1]",
  ],
  [
    "one index of many too large",
    () =>
      ops.gather(
        x(2, 40),
        1,
        tensor(
          Float32Array.from({ length: 80 }, (_, i) => i),
          { shape: [2, 40] },
        ),
      ),
    "gather: every index must be a whole number from 0 to 39, got 40 at place 40 of [2,40]",
  ],
  [
    "indices of the wrong shape",
    () => ops.gather(x(2, 3), 1, [0, 1]),
    "gather: indices must have the sizes of [2,3] in all axes but 1, got [2]",
  ],
  [
    "a negative index",
    () => ops.embedding(x(4, 2), [1, -1]),
    "embedding: every index must be a whole number from 0 to 3, got -1 at place 1 of [2]",
  ],
  [
    "indices in a BigInt64Array",
    () => ops.embedding(x(4, 2), new BigInt64Array(3) as never),
    "embedding: every index must be a whole number from 0 to 3, got 0n, a BigInt at place 0 of [3]",
  ],
  [
    "a fractional index",
    () => ops.embedding(x(4, 2), tensor([[0.5]])),
    "embedding: every index must be a whole number from 0 to 3, got 0.5 at place 0 of [1,1]",
  ],
  [
    "a weight that is not a matrix",
    () => ops.embedding(x(4), [1]),
    "embedding: weight must have 2 axes, [count, features], got [4]",
  ],
  [
    "too few widths",
    () => ops.pad(x(2, 3), [[1, 1]]),
    "pad: widths must be [before, after], whole numbers of 0 or more, for each axis of [2,3], got [[1,1]]",
  ],
  [
    "a negative width",
    () => ops.pad(x(2), [[-1, 0]]),
    "pad: widths must be [before, after], whole numbers of 0 or more, for each axis of [2], got [[-1,0]]",
  ],
];
