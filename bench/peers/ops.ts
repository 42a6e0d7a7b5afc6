/** @file Every op of opCases.ts in this project. */

import * as dh from "../../src/index.ts";
import { magnitude } from "../magnitude.ts";
import type { OpProblem } from "../opCases.ts";
import type { Given, Trainer } from "../serve.ts";

const random = new dh.Random(1);

type Call = (...inputs: dh.Tensor[]) => dh.Tensor;

/** Ops whose call has more than its tensors; the others are called as they are. */
const calls: Readonly<Record<string, Call>> = {
  "add a row": dh.add,
  avgPool2d: (x) => dh.avgPool2d(x, 2),
  "batchNorm of images": (x, weight, bias) => dh.batchNorm(x, weight, bias),
  "batchNorm of rows": (x, weight, bias) => dh.batchNorm(x, weight, bias),
  clamp: (x) => dh.clamp(x, { min: -0.5, max: 0.5 }),
  concat: (a, b) => dh.concat([a, b]),
  "conv2d 1×1": (x, weight, bias) => dh.conv2d(x, weight, bias),
  "conv2d 1×1 of many channels": (x, weight, bias) => dh.conv2d(x, weight, bias),
  "conv2d 3×3": (x, weight, bias) => dh.conv2d(x, weight, bias),
  "conv2d 3×3 padded": (x, weight, bias) => dh.conv2d(x, weight, bias, { padding: 1 }),
  "conv2d 3×3 of many channels": (x, weight, bias) => dh.conv2d(x, weight, bias, { padding: 1 }),
  "conv2d 3×3 strided": (x, weight, bias) => dh.conv2d(x, weight, bias, { padding: 1, stride: 2 }),
  dropout: (x) => dh.dropout(x, 0.5, { random }),
  elu: (x) => dh.elu(x),
  "expand a row": (x) => dh.expand(x, [64, x.shape[0]]),
  gather: (x, indices) => dh.gather(x, 1, indices),
  gelu: (x) => dh.gelu(x),
  "gelu by tanh": (x) => dh.gelu(x, { approximate: "tanh" }),
  layerNorm: (x, weight, bias) => dh.layerNorm(x, weight.shape, weight, bias),
  leakyRelu: (x) => dh.leakyRelu(x),
  logSoftmax: (x) => dh.logSoftmax(x, 1),
  logSumExp: (x) => dh.logSumExp(x, 1),
  "logSumExp of columns": (x) => dh.logSumExp(x, 0),
  "matmul of a batch": dh.matmul,
  "max of columns": (x) => dh.max(x, 0),
  "max of rows": (x) => dh.max(x, 1),
  maxPool2d: (x) => dh.maxPool2d(x, 2),
  mean: (x) => dh.mean(x),
  "min of rows": (x) => dh.min(x, 1),
  pad: (x) =>
    dh.pad(x, [
      [1, 1],
      [2, 2],
    ]),
  permute: (x) => dh.reshape(dh.permute(x, [0, 2, 3, 1]), [x.size]),
  "pow of 1.7": (x) => dh.pow(x, 1.7),
  "pow of 3": (x) => dh.pow(x, 3),
  "pow of tensors": dh.pow,
  reshape: (x) => dh.reshape(x, [-1]),
  flatten: (x) => dh.flatten(x, 1),
  slice: (x) => dh.reshape(dh.slice(x, [null, [1, -1]]), [-1]),
  softmax: (x) => dh.softmax(x, 1),
  "softmax of columns": (x) => dh.softmax(x, 0),
  "softmax along a middle axis": (x) => dh.softmax(x, 1),
  squeeze: (x) => dh.squeeze(x, 0),
  stack: (a, b) => dh.stack([a, b]),
  sum: (x) => dh.sum(x),
  "sum of columns": (x) => dh.sum(x, 0),
  "sum of rows": (x) => dh.sum(x, 1),
  transpose: (x) => dh.reshape(dh.transpose(x), [x.size]),
  unsqueeze: (x) => dh.unsqueeze(x, 0),
  variance: (x) => dh.variance(x, 1),
};

/** Runs one op, with the gradients of a seed of ones if they are wanted. */
export function opTrainer(given: Given): Trainer {
  const { op, inputs, backward } = given as unknown as OpProblem;
  const tensors = inputs.map(({ shape, values }) =>
    dh.tensor(given.take(shape), { shape, requiresGrad: backward && typeof values !== "number" }),
  );
  const call = { ...dh, ...calls }[op] as Call;
  let y = call(...tensors);
  const seed = new Float32Array(y.size).fill(1);
  return {
    run(steps) {
      for (let step = 0; step < steps; step++) {
        for (const x of tensors) x.grad = null;
        y = call(...tensors);
        if (backward) y.backward({ seed });
      }
    },
    loss() {
      const gradients = tensors.flatMap(({ grad }) => (grad === null ? [] : [grad]));
      return [y.data, ...gradients].reduce((sum, values) => sum + magnitude(values), 0);
    },
  };
}
