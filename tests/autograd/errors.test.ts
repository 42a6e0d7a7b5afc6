/** @file Every op refuses what it cannot do and says who refuses, what was given and what was needed. */

import { describe, expect, it } from "vitest";
import { batchNorm, Random, tensor, zeros } from "../../src/autograd/index.ts";
import * as ops from "../../src/autograd/ops/index.ts";
import type { Tensor } from "../../src/autograd/tensor.ts";

const x = (...shape: number[]): Tensor => zeros(shape);
const wrong = (value: unknown): never => value as never;

const cases: [what: string, call: () => unknown, message: string][] = [
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

  [
    "channels that do not fit",
    () => ops.conv2d(x(1, 3, 8, 8), x(4, 2, 3, 3)),
    "conv2d: input [1,3,8,8] has 3 channels, weight [4,2,3,3] needs 2 × 1 group = 2",
  ],
  [
    "an image without batch axis",
    () => ops.conv2d(x(3, 8, 8), x(4, 3, 3, 3)),
    "conv2d: input [3,8,8] needs 4 axes, [batch,channels,height,width]",
  ],
  [
    "a bias that does not fit",
    () => ops.conv2d(x(1, 1, 3, 3), x(2, 1, 3, 3), x(3)),
    "conv2d: bias must be [2] for weight [2,1,3,3], got [3]",
  ],
  [
    "a kernel larger than the image",
    () => ops.conv2d(x(1, 1, 2, 2), x(1, 1, 3, 3)),
    "conv2d: a window of 3×3 does not fit into input [1,1,2,2] with padding 0×0",
  ],
  [
    "a stride of 0",
    () => ops.maxPool2d(x(1, 1, 4, 4), 2, { stride: 0 }),
    "maxPool2d: stride must be a whole number, 1 or more, or two of them, got 0",
  ],
  [
    "a window that does not fit",
    () => ops.avgPool2d(x(1, 1, 2, 2), 3),
    "avgPool2d: a window of 3×3 does not fit into input [1,1,2,2] with padding 0×0",
  ],

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

  [
    "a probability above 1",
    () => ops.dropout(x(2), 1.5, { random: new Random(1) }),
    "dropout: p must be in [0, 1], got 1.5",
  ],
  [
    "an input without channels",
    () => batchNorm(x(4)),
    "batchNorm: the input must have 2 or more axes, [batch, channels, …], got [4]",
  ],
  [
    "a weight that does not fit",
    () => batchNorm(x(4, 3), x(2)),
    "batchNorm: weight must be [3] for input [4,3], got [2]",
  ],
  [
    "statistics that do not fit",
    () => batchNorm(x(4, 3), null, null, { runningMean: x(2) }),
    "batchNorm: runningMean must be [3] for input [4,3], got [2]",
  ],
  [
    "one value per channel",
    () => batchNorm(x(1, 3)),
    "batchNorm: training needs 2 or more values a channel, got 1 in [1,3]; call eval()",
  ],
  [
    "no statistics to use",
    () => batchNorm(x(4, 3), null, null, { training: false }),
    "batchNorm: outside training, runningMean and runningVariance must be given, got none; pass { training: true }",
  ],
  [
    "a shape the input does not end in",
    () => ops.layerNorm(x(2, 3), [2]),
    "layerNorm: the input must end in the shape [2], got [2,3]",
  ],
  [
    "a tensor in place of the shape",
    () => ops.layerNorm(x(2, 3), x(3) as never),
    "layerNorm: the shape must be a list, got an object of class Tensor; use [2, 3]",
  ],
  ["a bias that does not fit", () => ops.layerNorm(x(2, 3), [3], null, x(2)), "layerNorm: bias must be [3], got [2]"],
];

describe("an error names the op, what was given and what was needed", () => {
  it.each(cases)("%s: %s", (_what, call, message) => {
    expect(call).toThrow(message);
  });

  it("for every op that can be misused", () => {
    const tested = new Set(cases.map(([, , message]) => message.split(":")[0]));
    const elementwise = [
      "abs",
      "cos",
      "elu",
      "exp",
      "leakyRelu",
      "log",
      "neg",
      "relu",
      "sigmoid",
      "silu",
      "sin",
      "softplus",
      "sqrt",
      "tanh",
    ];
    const alike = ["sub", "div"];
    const exported = Object.entries(ops).filter(([, value]) => typeof value === "function");
    expect(
      exported
        .map(([name]) => name)
        .filter((name) => !tested.has(name))
        .sort(),
    ).toEqual([...elementwise, ...alike].sort());
  });

  // `where` takes nested arrays as its condition.
  it.each(Object.keys(ops).filter((name) => name !== "where"))(
    "%s: an array, nothing or numbers for a tensor",
    (name) => {
      const op = (ops as unknown as Record<string, (...given: unknown[]) => unknown>)[name];
      const second: Record<string, unknown> = {
        gelu: {},
        clamp: { min: 0 },
        reshape: [4],
        expand: [4],
        permute: [0],
        slice: [null],
      };
      for (const given of [[1, 2], undefined, null, new Float32Array(4), { data: [1] }]) {
        const first = name === "concat" || name === "stack" ? [x(2), given] : given;
        const call = () => op(first, second[name] ?? 0, ...(name === "dropout" ? [new Random(1)] : []));
        expect(call).toThrow(TypeError);
        expect(call).toThrow(new RegExp(`^${name}: .* must be (a tensor|one list)`));
      }
    },
  );

  it("as a RangeError or TypeError, so that a caller can tell it from a failure of our own", () => {
    for (const [, call, message] of cases) {
      let error: unknown;
      try {
        call();
      } catch (caught) {
        error = caught;
      }
      expect(error instanceof RangeError || error instanceof TypeError, message).toBe(true);
    }
  });
});
