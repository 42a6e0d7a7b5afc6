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
    "add: [2,3] and [2] do not broadcast: 3 against 2 in axis 1 of the result",
  ],
  [
    "an operand that is an array",
    () => ops.mul(x(2), wrong([1, 2])),
    "mul: an operand is [1,2]; it needs a tensor or a number: tensor(values)",
  ],
  ["shapes that do not broadcast", () => ops.pow(x(2), x(3)), "pow: [2] and [3] do not broadcast"],
  ["shapes that do not broadcast", () => ops.maximum(x(2), x(3)), "maximum: [2] and [3] do not broadcast"],
  ["shapes that do not broadcast", () => ops.minimum(x(2), x(3)), "minimum: [2] and [3] do not broadcast"],
  ["a condition that does not broadcast", () => ops.where([1, 0, 1], x(2), 1), "where: [3] and [2] do not broadcast"],
  ["crossed bounds", () => ops.clamp(x(2), { min: 2, max: 1 }), "clamp: min 2 and max 1; min needs to be at most max"],
  [
    "an unknown approximation",
    () => ops.gelu(x(2), { approximate: wrong("fast") }),
    'gelu: approximate "fast" is unknown; it needs to be "none" or "tanh"',
  ],
  [
    "matrices that do not fit",
    () => ops.matmul(x(2, 3), x(4, 5)),
    "matmul: [2,3] and [4,5] do not fit: 3 columns, 4 rows",
  ],
  [
    "a vector",
    () => ops.matmul(x(2, 3), x(3)),
    "matmul: [2,3] and [3] need at least 2 axes each; reshape a vector to [1,n] or [n,1]",
  ],
  [
    "features that do not fit",
    () => ops.linear(x(2, 3), x(5, 4)),
    "linear: input [2,3] has 3 features, weight [5,4] needs 4",
  ],
  [
    "a bias that does not fit",
    () => ops.linear(x(2, 4), x(5, 4), x(4)),
    "linear: bias [4] needs to be [5] for weight [5,4]",
  ],

  [
    "an axis that is not there",
    () => ops.sum(x(2, 3), 2),
    "sum: [2,3] has no axis 2; it needs a whole number from -2 to 1",
  ],
  [
    "an axis that is not there",
    () => ops.mean(x(2, 3), -3),
    "mean: [2,3] has no axis -3; it needs a whole number from -2 to 1",
  ],
  ["a fractional axis", () => ops.softmax(x(2, 3), 0.5), "softmax: [2,3] has no axis 0.5; it needs a whole number"],
  [
    "an axis of a single number",
    () => ops.logSoftmax(x()),
    "logSoftmax: [] has no axis -1; a single number has no axes",
  ],
  ["an axis named twice", () => ops.logSumExp(x(2, 3), [0, -2]), "logSumExp: axes [0,-2] name an axis of [2,3] twice"],
  [
    "nothing to average",
    () => ops.mean(x(2, 0), 1),
    "mean: [2,0] has no elements along the axes given; it needs at least 1",
  ],
  ["nothing to choose from", () => ops.max(x(0)), "max: [0] has no elements along the axes given; it needs at least 1"],
  ["nothing to choose from", () => ops.min(x(0)), "min: [0] has no elements along the axes given; it needs at least 1"],
  [
    "too few elements",
    () => ops.variance(x(3, 1), 1),
    "variance: [3,1] has 1 elements to a sum; correction 1 needs more than that",
  ],

  [
    "a size that does not fill",
    () => ops.reshape(x(2, 3), [4, -1]),
    "reshape: [2,3] holds 6 elements, which do not fill [4,-1]",
  ],
  [
    "two unknown sizes",
    () => ops.reshape(x(2, 3), [-1, -1]),
    "reshape: [2,3] holds 6 elements, which do not fill [-1,-1]; it needs sizes whose product is that, at most one of them -1",
  ],
  [
    "a negative size",
    () => ops.reshape(x(2, 3), [-2, -3]),
    "reshape: [2,3] holds 6 elements, which do not fill [-2,-3]",
  ],
  [
    "axes in the wrong order",
    () => ops.flatten(x(2, 3, 4), 2, 1),
    "flatten: axes 2 to 1 of [2,3,4]; the first needs to come first",
  ],
  ["an axis too long to drop", () => ops.squeeze(x(1, 3), 1), "squeeze: axis 1 of [1,3] has size 3; it needs size 1"],
  ["a place too far", () => ops.unsqueeze(x(2), 3), "unsqueeze: [2,1] has no axis 3"],
  [
    "an axis left out",
    () => ops.permute(x(2, 3), [0]),
    "permute: axes [0] do not name each of the 2 axes of [2,3] once",
  ],
  [
    "an axis named twice",
    () => ops.permute(x(2, 3), [0, 0]),
    "permute: axes [0,0] do not name each of the 2 axes of [2,3] once",
  ],
  ["an axis that is not there", () => ops.transpose(x(2, 3), 0, 2), "transpose: [2,3] has no axis 2"],
  ["one axis to transpose", () => ops.transpose(x(3)), "transpose: [3] has no axis -2"],
  [
    "a size that cannot repeat",
    () => ops.expand(x(2, 3), [4, 3]),
    "expand: [2,3] cannot be expanded to [4,3]: only axes of size 1 repeat",
  ],
  ["too many ranges", () => ops.slice(x(2), [null, null]), "slice: 2 ranges for [2], which has 1 axes"],
  [
    "a range too long",
    () => ops.slice(x(2, 3), [null, [1, 5]]),
    "slice: 1..5 is not a range within 0..3, axis 1 of [2,3]",
  ],
  ["a range too far back", () => ops.slice(x(3), [[-4]]), "slice: -1..3 is not a range within 0..3"],
  ["a step of 0", () => ops.slice(x(3), [[0, 3, 0]]), "slice: step 0 needs to be a whole number >= 1"],
  [
    "tensors that do not fit",
    () => ops.concat([x(2, 3), x(2, 4)]),
    "concat: tensor 0 is [2,3], tensor 1 is [2,4]; they may differ in axis 0 only",
  ],
  ["no tensors", () => ops.concat([]), "concat: an empty list; it needs at least 1 tensor"],
  [
    "tensors of several shapes",
    () => ops.stack([x(2), x(2), x(3)]),
    "stack: tensor 0 is [2], tensor 2 is [3]; it needs one shape",
  ],
  ["no tensors", () => ops.stack([]), "stack: an empty list; it needs at least 1 tensor"],
  [
    "an index too large",
    () => ops.gather(x(2, 3), 1, [[0], [3]]),
    "gather: index 1 of [2,1] is 3; it needs a whole number from 0 to 2",
  ],
  [
    "indices of the wrong shape",
    () => ops.gather(x(2, 3), 1, [0, 1]),
    "gather: indices [2] do not fit [2,3] along axis 1; all other axes need equal sizes",
  ],
  [
    "a negative index",
    () => ops.embedding(x(4, 2), [1, -1]),
    "embedding: index 1 of [2] is -1; it needs a whole number from 0 to 3",
  ],
  [
    "a fractional index",
    () => ops.embedding(x(4, 2), tensor([[0.5]])),
    "embedding: index 0 of [1,1] is 0.5; it needs a whole number from 0 to 3",
  ],
  [
    "a weight that is no matrix",
    () => ops.embedding(x(4), [1]),
    "embedding: weight [4] needs 2 axes, [count, features]",
  ],
  [
    "too few widths",
    () => ops.pad(x(2, 3), [[1, 1]]),
    "pad: [[1,1]] for [2,3]; it needs [before, after] for each axis, whole numbers, 0 or more",
  ],
  ["a negative width", () => ops.pad(x(2), [[-1, 0]]), "pad: [[-1,0]] for [2]; it needs [before, after]"],

  [
    "channels that do not fit",
    () => ops.conv2d(x(1, 3, 8, 8), x(4, 2, 3, 3)),
    "conv2d: input [1,3,8,8] has 3 channels, weight [4,2,3,3] needs 2",
  ],
  ["an image without batch axis", () => ops.conv2d(x(3, 8, 8), x(4, 3, 3, 3)), "conv2d: input [3,8,8] needs 4 axes"],
  [
    "a bias that does not fit",
    () => ops.conv2d(x(1, 1, 3, 3), x(2, 1, 3, 3), x(3)),
    "conv2d: bias [3] needs to be [2] for weight [2,1,3,3]",
  ],
  [
    "a kernel larger than the image",
    () => ops.conv2d(x(1, 1, 2, 2), x(1, 1, 3, 3)),
    "conv2d: a window of 3×3 does not fit into input [1,1,2,2] with padding 0×0",
  ],
  [
    "a stride of 0",
    () => ops.maxPool2d(x(1, 1, 4, 4), 2, { stride: 0 }),
    "maxPool2d: stride is 0; it needs to be a whole number, 1 or more",
  ],
  [
    "a window that does not fit",
    () => ops.avgPool2d(x(1, 1, 2, 2), 3),
    "avgPool2d: a window of 3×3 does not fit into input [1,1,2,2]",
  ],

  [
    "a label too large",
    () => ops.crossEntropy(x(2, 3), [0, 3]),
    "crossEntropy: the label of row 1 is 3; it needs a whole number from 0 to 2",
  ],
  [
    "a negative label",
    () => ops.crossEntropy(x(2, 3), [-1, 0]),
    "crossEntropy: the label of row 0 is -1; it needs a whole number from 0 to 2",
  ],
  [
    "a fractional label",
    () => ops.crossEntropy(x(2, 3), tensor([0, 1.5])),
    "crossEntropy: the label of row 1 is 1.5; it needs",
  ],
  [
    "a NaN label",
    () => ops.nll(x(2, 3), [Number.NaN, 0]),
    "nll: the label of row 0 is NaN; it needs a whole number from 0 to 2",
  ],
  [
    "too few labels",
    () => ops.crossEntropy(x(2, 3), [0]),
    "crossEntropy: 1 labels for [2,3]; it needs one for each of the 2 rows",
  ],
  [
    "scores without a batch axis",
    () => ops.crossEntropy(x(3), [0]),
    "crossEntropy: scores [3] need 2 axes, [batch, classes]",
  ],
  ["an empty batch", () => ops.crossEntropy(x(0, 3), []), "crossEntropy: the batch is empty; it needs at least 1 row"],
  ["an empty batch", () => ops.nll(x(0, 3), []), "nll: the batch is empty; it needs at least 1 row"],
  [
    "smoothing beyond 1",
    () => ops.crossEntropy(x(1, 3), [0], { labelSmoothing: 1.5 }),
    "crossEntropy: labelSmoothing is 1.5; it needs to be from 0 to 1",
  ],
  [
    "too few class weights",
    () => ops.crossEntropy(x(1, 3), [0], { classWeights: [1] }),
    "crossEntropy: 1 class weights; it needs one for each of the 3 classes",
  ],
  [
    "a negative class weight",
    () => ops.nll(x(1, 2), [0], { classWeights: [1, -1] }),
    "nll: the weight of class 1 is -1; it needs a finite number, 0 or more",
  ],
  [
    "weights that are all 0",
    () => ops.nll(x(1, 2), [0], { classWeights: [0, 1] }),
    "nll: the class weights of all labels are 0; a mean needs one above 0",
  ],
  [
    "an unknown reduction",
    () => ops.crossEntropy(x(1, 2), [0], { reduction: wrong("avg") }),
    'crossEntropy: reduction "avg" is unknown; it needs to be "mean", "sum" or "none"',
  ],
  ["an unknown reduction", () => ops.mse(x(2), x(2), { reduction: wrong("avg") }), 'mse: reduction "avg" is unknown'],
  [
    "shapes that would broadcast",
    () => ops.mse(x(2, 1), x(2)),
    "mse: prediction [2,1] and target [2]; it needs one shape",
  ],
  ["shapes that differ", () => ops.l1(x(2), x(3)), "l1: prediction [2] and target [3]; it needs one shape"],
  ["an empty batch", () => ops.huber(x(0), x(0)), "huber: the batch is empty; it needs at least 1 row"],
  ["a delta of 0", () => ops.huber(x(1), x(1), { delta: 0 }), "huber: delta is 0; it needs to be above 0"],
  [
    "a target that is no probability",
    () => ops.binaryCrossEntropyWithLogits(x(2), tensor([0, 2])),
    "binaryCrossEntropyWithLogits: target 1 is 2; it needs a number from 0 to 1",
  ],

  [
    "a probability above 1",
    () => ops.dropout(x(2), 1.5, { random: new Random(1) }),
    "dropout: p must be in [0, 1], got 1.5",
  ],
  ["an input without channels", () => batchNorm(x(4)), "batchNorm: [4] needs at least 2 axes, [batch, channels, …]"],
  [
    "a weight that does not fit",
    () => batchNorm(x(4, 3), x(2)),
    "batchNorm: weight [2] needs to be [3] for input [4,3]",
  ],
  [
    "statistics that do not fit",
    () => batchNorm(x(4, 3), null, null, { runningMean: x(2) }),
    "batchNorm: runningMean [2] needs to be [3] for input [4,3]",
  ],
  [
    "one value per channel",
    () => batchNorm(x(1, 3)),
    "batchNorm: [1,3] has 1 values per channel; training needs at least 2",
  ],
  [
    "no statistics to use",
    () => batchNorm(x(4, 3), null, null, { training: false }),
    "batchNorm: outside training it needs runningMean and runningVariance",
  ],
  [
    "a shape the input does not end in",
    () => ops.layerNorm(x(2, 3), [2]),
    "layerNorm: input [2,3] needs to end in the shape to normalise, [2]",
  ],
  ["a bias that does not fit", () => ops.layerNorm(x(2, 3), [3], null, x(2)), "layerNorm: bias [2] needs to be [3]"],
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
        expect(call).toThrow(new RegExp(`^${name}: .*needs (a|one).*tensor`));
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
