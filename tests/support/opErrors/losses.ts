/** @file Wrong calls of ops: losses. */
import { tensor } from "../../../src/autograd/index.ts";
import * as ops from "../../../src/autograd/ops/index.ts";
import { type OpError, wrong, x } from "./opError.ts";

export const losses: readonly OpError[] = [
  [
    "a label too large",
    () => ops.crossEntropy(x(2, 3), [0, 3]),
    "crossEntropy: every label must be a whole number from 0 to 2, got 3 in row 1",
  ],
  [
    "a negative label",
    () => ops.crossEntropy(x(2, 3), [-1, 0]),
    "crossEntropy: every label must be a whole number from 0 to 2, got -1 in row 0",
  ],
  [
    "a fractional label",
    () => ops.crossEntropy(x(2, 3), tensor([0, 1.5])),
    "crossEntropy: every label must be a whole number from 0 to 2, got 1.5 in row 1",
  ],
  [
    "a NaN label",
    () => ops.nll(x(2, 3), [Number.NaN, 0]),
    "nll: every label must be a whole number from 0 to 2, got NaN in row 0",
  ],
  ["too few labels", () => ops.crossEntropy(x(2, 3), [0]), "crossEntropy: the rows of [2,3] must have 2 labels, got 1"],
  [
    "scores without a batch axis",
    () => ops.crossEntropy(x(3), [0]),
    "crossEntropy: the scores must have 2 axes, [batch, classes], got [3]",
  ],
  ["an empty batch", () => ops.crossEntropy(x(0, 3), []), "crossEntropy: the batch must have 1 or more rows, got none"],
  ["an empty batch", () => ops.nll(x(0, 3), []), "nll: the batch must have 1 or more rows, got none"],
  [
    "smoothing beyond 1",
    () => ops.crossEntropy(x(1, 3), [0], { labelSmoothing: 1.5 }),
    "crossEntropy: labelSmoothing must be in [0, 1], got 1.5",
  ],
  [
    "too few class weights",
    () => ops.crossEntropy(x(1, 3), [0], { classWeights: [1] }),
    "crossEntropy: classWeights must have one weight for each of the 3 classes, got 1",
  ],
  [
    "a negative class weight",
    () => ops.nll(x(1, 2), [0], { classWeights: [1, -1] }),
    "nll: every class weight must be finite and 0 or more, got -1 for class 1",
  ],
  [
    "weights that are all 0",
    () => ops.nll(x(1, 2), [0], { classWeights: [0, 1] }),
    'nll: a mean needs a class weight above 0 among the labels, got only 0; use { reduction: "sum" }',
  ],
  [
    "an unknown reduction",
    () => ops.crossEntropy(x(1, 2), [0], { reduction: wrong("avg") }),
    'crossEntropy: reduction must be "mean", "sum" or "none", got "avg"',
  ],
  [
    "an unknown reduction",
    () => ops.mse(x(2), x(2), { reduction: wrong("avg") }),
    'mse: reduction must be "mean", "sum" or "none", got "avg"',
  ],
  [
    "shapes that would broadcast",
    () => ops.mse(x(2, 1), x(2)),
    "mse: prediction and target must have one shape, got [2,1] and [2]",
  ],
  ["shapes that differ", () => ops.l1(x(2), x(3)), "l1: prediction and target must have one shape, got [2] and [3]"],
  ["an empty batch", () => ops.huber(x(0), x(0)), "huber: the batch must have 1 or more rows, got none"],
  ["a delta of 0", () => ops.huber(x(1), x(1), { delta: 0 }), "huber: delta must be above 0, got 0"],
  [
    "a target that is not a probability",
    () => ops.binaryCrossEntropyWithLogits(x(2), tensor([0, 2])),
    "binaryCrossEntropyWithLogits: targets must be in [0, 1], got 2 at index 1",
  ],
];
