/** @file Wrong calls of ops: reductions and softmax. */
import * as ops from "../../../src/autograd/ops/index.ts";
import { type OpError, x } from "./opError.ts";

export const reductions: readonly OpError[] = [
  [
    "an axis that is not there",
    () => ops.sum(x(2, 3), 2),
    "sum: the axis must be a whole number from -2 to 1, got 2 for [2,3]",
  ],
  [
    "an axis that is not there",
    () => ops.mean(x(2, 3), -3),
    "mean: the axis must be a whole number from -2 to 1, got -3 for [2,3]",
  ],
  [
    "a fractional axis",
    () => ops.softmax(x(2, 3), 0.5),
    "softmax: the axis must be a whole number from -2 to 1, got 0.5 for [2,3]",
  ],
  ["an axis of a single number", () => ops.logSoftmax(x()), "logSoftmax: [] has no axes, got -1 for []"],
  [
    "an axis named twice",
    () => ops.logSumExp(x(2, 3), [0, -2]),
    "logSumExp: the axes must differ, got [0,-2] for [2,3]",
  ],
  [
    "nothing to average",
    () => ops.mean(x(2, 0), 1),
    "mean: needs 1 or more elements along the axes, got none in [2,0]",
  ],
  ["nothing to choose from", () => ops.max(x(0)), "max: needs 1 or more elements along the axes, got none in [0]"],
  ["nothing to choose from", () => ops.min(x(0)), "min: needs 1 or more elements along the axes, got none in [0]"],
  [
    "too few elements",
    () => ops.variance(x(3, 1), 1),
    "variance: correction 1 needs more elements than that in each sum, got 1 in [3,1]",
  ],
];
