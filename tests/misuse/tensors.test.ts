/** @file Mistakes with tensors, ops and layers that users of other libraries report: a precise error for each. */

import { describe, expect, it } from "vitest";
import {
  concat,
  crossEntropy,
  dropout,
  gradcheck,
  matmul,
  mean,
  mul,
  noGrad,
  ones,
  Random,
  record,
  reshape,
  slice,
  sum,
  Tensor,
  tensor,
  zeros,
} from "../../src/autograd/index.ts";
import { BatchNorm1d, Conv2d, Dropout, Linear, Module, Sequential } from "../../src/nn/index.ts";

const wrong = (value: unknown): never => value as never;

const linear = (): Linear => new Linear(3, 2, { random: new Random(1) });

const weight = (): Tensor => tensor([1, -2], { requiresGrad: true });

describe("a mistake with tensors, ops or layers is an error that says what was given and what is needed", () => {
  const cases: [what: string, call: () => unknown, message: string | RegExp][] = [
    [
      "features before the batch",
      () => linear().forward(zeros([3, 16])),
      "linear: the last axis of the input must be 3 for weight [2,3], got [3,16]",
    ],
    [
      "images with the channels last",
      () => new Conv2d(3, 8, 3, { random: new Random(1) }).forward(zeros([4, 28, 28, 3])),
      /conv2d: .*\[4,28,28,3\].* 28 channels/,
    ],
    [
      "one image without a batch",
      () => new Conv2d(1, 8, 3, { random: new Random(1) }).forward(zeros([1, 28, 28])),
      /conv2d: .*\[1,28,28\]/,
    ],
    [
      "a matrix product the wrong way round",
      () => matmul(zeros([5, 4]), zeros([3, 5])),
      "matmul: the columns of A must match the rows of B, got [5,4] and [3,5]",
    ],
    [
      "a label out of range",
      () => crossEntropy(zeros([2, 3]), [0, 3]),
      "crossEntropy: every label must be a whole number from 0 to 2, got 3 in row 1",
    ],
    [
      "labels counted from 1",
      () => crossEntropy(zeros([3, 3]), [1, 2, 3]),
      "crossEntropy: every label must be a whole number from 0 to 2, got 3 in row 2",
    ],
    [
      "a negative label",
      () => crossEntropy(zeros([2, 3]), [-1, 0]),
      "crossEntropy: every label must be a whole number from 0 to 2, got -1 in row 0",
    ],
    [
      "labels with a fraction",
      () => crossEntropy(zeros([2, 3]), [0.5, 1]),
      "crossEntropy: every label must be a whole number from 0 to 2, got 0.5 in row 0",
    ],
    [
      "one-hot labels",
      () =>
        crossEntropy(
          zeros([2, 3]),
          tensor([
            [1, 0, 0],
            [0, 1, 0],
          ]),
        ),
      /crossEntropy: .*labels/,
    ],
    [
      "too few labels",
      () => crossEntropy(zeros([2, 3]), [1]),
      "crossEntropy: the rows of [2,3] must have 2 labels, got 1",
    ],
    [
      "an empty batch",
      () => crossEntropy(zeros([0, 3]), []),
      "crossEntropy: the batch must have 1 or more rows, got none",
    ],
    ["the mean of nothing", () => mean(zeros([0])), /mean: .*\[0\]/],
    [
      "batch norm on one example",
      () => new BatchNorm1d(2).forward(zeros([1, 2])),
      "batchNorm: training needs 2 or more values a channel, got 1 in [1,2]; call eval()",
    ],
    [
      "one tensor for gradcheck's list",
      () => gradcheck((x) => sum(x), wrong(weight())),
      "gradcheck: inputs must be a list of tensors, got an object of class Tensor; use [x]",
    ],
    [
      "PyTorch's retain_graph",
      () => sum(weight()).backward(wrong({ retain_graph: true })),
      'backward: unknown option "retain_graph"; did you mean "retainGraph"? Options: seed, retainGraph',
    ],
    [
      "a seed for backward without its name",
      () => mul(weight(), 2).backward(wrong([1, 1])),
      "backward: options must be an object with seed, retainGraph, got [1,1]",
    ],
    [
      "an array for a batch",
      () => linear().forward(wrong([[1, 2, 3]])),
      "linear: the input must be a tensor, got an array of 1; use tensor(values)",
    ],
    [
      "forgetting the labels",
      () => crossEntropy(zeros([2, 3]), wrong(undefined)),
      /crossEntropy: the labels must be a list of one class number a row, got undefined/,
    ],
    [
      "writing into a view, which would change a copy",
      () => slice(ones([3, 2]), [[0, 1]]).assign([5, 5]),
      "assign: the tensor must own its memory, got a view of another tensor; assign to that one",
    ],
    [
      "a tensor from a tensor",
      () => tensor(wrong(ones([2]))),
      "tensor: the values must be numbers, got a tensor; use x.detach() for its numbers without history, or x.data.slice() for a copy",
    ],
    [
      "new Tensor for tensor",
      () => new Tensor(wrong([[1, 2]])),
      "Tensor: the values must be an NdArray, got an array of 1; use tensor(values)",
    ],
    [
      "record without brackets",
      () =>
        record(
          "mine",
          ones([2]),
          wrong(weight()),
          wrong(() => ones([2])),
        ),
      "record: the inputs of mine must come with their derivatives; use [x, (dy) => …]",
    ],
    [
      "axes in an object",
      () => sum(ones([2]), wrong({ axis: 0 })),
      "sum: the axes must be a number or a list of numbers, got an object",
    ],
    ["sizes one by one", () => reshape(ones([4]), wrong(2)), "reshape: the shape must be a list, got 2; use [2, 3]"],
    [
      "tensors one by one",
      () => concat(wrong(ones([2])), wrong(ones([2]))),
      "concat: the tensors must be one list, got an object of class Tensor; use concat([x, y])",
    ],
    [
      "a range without its axis",
      () => slice(ones([4]), wrong([0, 2])),
      "slice: the ranges must be a list, one for each axis, got [0,2]; use [[start, end, step], null]",
    ],
    [
      "flattening forgotten",
      () => new Linear(8, 1, { random: new Random(1) }).forward(ones([1, 2, 2, 2])),
      "linear: the last axis of the input must be 8 for weight [1,8], got [1,2,2,2]; flatten it first, new Flatten()",
    ],
    [
      "the generator for the options",
      () => new Linear(2, 3, wrong(new Random(1))),
      "Linear: options must be an object, got a generator; pass { random }",
    ],
    [
      "dropout without a generator",
      () => dropout(ones([2]), 0.5, wrong(undefined)),
      "dropout: options must be an object with random, training, got undefined",
    ],
    [
      "a buffer name that is not a field",
      () =>
        new (class extends Module {
          protected override readonly bufferNames = ["running_mean"];
          forward = (x: Tensor): Tensor => x;
        })().parameters(),
      'Module.bufferNames: unknown field "running_mean"; fields: training, bufferNames',
    ],
    [
      "a custom op that returns an array",
      () => sum(record("mine", ones([2]), [weight(), (dy) => wrong(dy.data)])).backward(),
      "backward: a derivative of mine must return a tensor or an NdArray, got Float32Array of 2",
    ],
    [
      "a probability in percent",
      () => new Dropout(50, { random: new Random(1) }),
      "Dropout: p must be in [0, 1], got 50",
    ],
    [
      "a class where a layer is needed",
      () => new Sequential(wrong(Dropout)),
      "Sequential: argument 0 must be a layer, got the function Dropout",
    ],
    [
      "backward from many numbers",
      () => mul(weight(), 2).backward(),
      "backward: the result must be a single number, got [2] from mul; take sum(y) or mean(y), or pass { seed } with a weight for each element",
    ],
    [
      "backward from what needs no gradient",
      () => sum(ones([2])).backward(),
      "backward: an input must require a gradient, got none; create parameters with { requiresGrad: true }, outside noGrad",
    ],
    [
      "backward from a result of noGrad",
      () => noGrad(() => sum(weight())).backward(),
      "backward: an input must require a gradient, got none; create parameters with { requiresGrad: true }, outside noGrad",
    ],
    [
      "backward twice",
      () => {
        const y = sum(weight());
        y.backward();
        y.backward();
      },
      "backward: the history of this result must still exist, but an earlier backward released it; pass { retainGraph: true } to the first call, or run the forward pass again",
    ],
    ["the number of many", () => zeros([2]).item(), "item: needs a tensor with exactly 1 element, got [2]"],
    [
      "ragged rows",
      () => tensor([[1, 2], [3]]),
      "tensor: nested arrays must have one shape, [2,2], got 1 entries in axis 1",
    ],
    [
      "random numbers without a seed",
      () => new Random(wrong(undefined)),
      "Random: seed must be a whole number, got undefined",
    ],
  ];

  it.each(cases)("%s", (_, call, message) => {
    expect(call).toThrow(message);
  });
});
