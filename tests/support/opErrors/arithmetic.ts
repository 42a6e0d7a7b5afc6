/** @file Wrong calls of ops: arithmetic, choices and products of matrices. */
import * as ops from "../../../src/autograd/ops/index.ts";
import { type OpError, wrong, x } from "./opError.ts";

export const arithmetic: readonly OpError[] = [
  [
    "shapes that do not broadcast",
    () => ops.add(x(2, 3), x(2)),
    "add: the shapes must broadcast, got [2,3] and [2]: 3 against 2 in axis 1",
  ],
  [
    "an operand that is an array",
    () => ops.mul(x(2), wrong([1, 2])),
    "mul: an operand must be a tensor or a number, got [1,2]; use tensor(values)",
  ],
  [
    "shapes that do not broadcast",
    () => ops.pow(x(2), x(3)),
    "pow: the shapes must broadcast, got [2] and [3]: 2 against 3 in axis 0",
  ],
  [
    "shapes that do not broadcast",
    () => ops.maximum(x(2), x(3)),
    "maximum: the shapes must broadcast, got [2] and [3]: 2 against 3 in axis 0",
  ],
  [
    "shapes that do not broadcast",
    () => ops.minimum(x(2), x(3)),
    "minimum: the shapes must broadcast, got [2] and [3]: 2 against 3 in axis 0",
  ],
  [
    "a condition that does not broadcast",
    () => ops.where([1, 0, 1], x(2), 1),
    "where: the shapes must broadcast, got [3] and [2]: 3 against 2 in axis 0",
  ],
  ["crossed bounds", () => ops.clamp(x(2), { min: 2, max: 1 }), "clamp: min must be at most max, got min 2 and max 1"],
  [
    "an unknown approximation",
    () => ops.gelu(x(2), { approximate: wrong("fast") }),
    'gelu: approximate must be "none" or "tanh", got "fast"',
  ],
  [
    "matrices that do not fit",
    () => ops.matmul(x(2, 3), x(4, 5)),
    "matmul: the columns of A must match the rows of B, got [2,3] and [4,5]",
  ],
  [
    "a vector",
    () => ops.matmul(x(2, 3), x(3)),
    "matmul: A and B must have 2 or more axes, got [2,3] and [3]; reshape a vector to [1,n]",
  ],
  [
    "features that do not fit",
    () => ops.linear(x(2, 3), x(5, 4)),
    "linear: the last axis of the input must be 4 for weight [5,4], got [2,3]",
  ],
  [
    "a bias that does not fit",
    () => ops.linear(x(2, 4), x(5, 4), x(4)),
    "linear: bias must be [5] for weight [5,4], got [4]",
  ],
];
