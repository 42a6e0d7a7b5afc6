/** @file Lists every op with the shapes at which `npm run bench -- --ops` measures it. */

import type { Problem } from "./problems.ts";

/** Numbers of an input: uniform in ±1, in 0.1 to 2, or whole numbers below a bound. */
export type Values = "any" | "positive" | number;

export interface OpInput {
  shape: readonly number[];
  values: Values;
}

/** A problem of kind "op": peers/ops.ts and peers/ops.py know the op by its name. */
export interface OpProblem extends Problem {
  op: string;
  inputs: readonly OpInput[];
  /** Also take the gradients of all inputs that are not whole numbers. */
  backward: boolean;
}

type Size = "small" | "medium" | "odd";
export const sizes: readonly Size[] = ["small", "medium", "odd"];

/** Examples by features. */
const matrices: Readonly<Record<Size, [number, number]>> = { small: [32, 16], medium: [64, 1024], odd: [37, 1001] };
/** [batch, channels, height, width] */
const images: Readonly<Record<Size, readonly number[]>> = {
  small: [4, 4, 8, 8],
  medium: [16, 16, 16, 16],
  odd: [5, 7, 13, 11],
};

type Inputs = (size: Size) => readonly (readonly number[] | [readonly number[], Values])[];

const one: Inputs = (size) => [matrices[size]];
const middle: Inputs = (size) => [{ small: [4, 8, 16], medium: [16, 32, 64], odd: [7, 31, 33] }[size]];
const positive: Inputs = (size) => [[matrices[size], "positive"]];
const two: Inputs = (size) => [matrices[size], matrices[size]];
const rowOf = (size: Size): readonly number[] => [matrices[size][1]];
const withRow: Inputs = (size) => [matrices[size], rowOf(size)];
const withLabels: Inputs = (size) => [matrices[size], [[matrices[size][0]], matrices[size][1]]];
const normalized: Inputs = (size) => [matrices[size], rowOf(size), rowOf(size)];
const image: Inputs = (size) => [images[size]];
const channels = (size: Size): readonly number[] => [images[size][1]];
const filtered =
  (side: number): Inputs =>
  (size) => [images[size], [8, images[size][1], side, side], [8]];

/** Small planes with many channels, as in the last layers of a deep network. */
const deepImages: Readonly<Record<Size, readonly number[]>> = {
  small: [4, 32, 4, 4],
  medium: [16, 128, 4, 4],
  odd: [5, 67, 7, 5],
};
const deep =
  (side: number): Inputs =>
  (size) => [deepImages[size], [deepImages[size][1], deepImages[size][1], side, side], [deepImages[size][1]]];

const all: Readonly<Record<string, Inputs>> = {
  abs: one,
  add: two,
  "add a row": withRow,
  avgPool2d: image,
  "batchNorm of images": (size) => [images[size], channels(size), channels(size)],
  "batchNorm of rows": normalized,
  binaryCrossEntropyWithLogits: (size) => [matrices[size], [matrices[size], 2]],
  clamp: one,
  concat: two,
  "conv2d 1×1": filtered(1),
  "conv2d 1×1 of many channels": deep(1),
  "conv2d 3×3": filtered(3),
  "conv2d 3×3 padded": filtered(3),
  "conv2d 3×3 of many channels": deep(3),
  "conv2d 3×3 strided": deep(3),
  cos: one,
  crossEntropy: withLabels,
  div: (size) => [matrices[size], [matrices[size], "positive"]],
  dropout: one,
  elu: one,
  embedding: (size) => [
    [100, 16],
    [[matrices[size][0], matrices[size][1] >> 4], 100],
  ],
  exp: one,
  "expand a row": (size) => [rowOf(size)],
  flatten: image,
  gather: (size) => [matrices[size], [[matrices[size][0], matrices[size][1] >> 1], matrices[size][1]]],
  gelu: one,
  "gelu by tanh": one,
  huber: two,
  l1: two,
  layerNorm: normalized,
  leakyRelu: one,
  linear: (size) => [matrices[size], [48, matrices[size][1]], [48]],
  log: positive,
  logSoftmax: one,
  logSumExp: one,
  "logSumExp of columns": one,
  matmul: (size) => [matrices[size], [matrices[size][1], 48]],
  "matmul of a batch": (size) => [
    [16, matrices[size][0], 16],
    [16, 16, matrices[size][0]],
  ],
  "max of columns": one,
  "max of rows": one,
  maxPool2d: image,
  maximum: two,
  mean: one,
  "min of rows": one,
  minimum: two,
  mse: two,
  mul: two,
  neg: one,
  nll: withLabels,
  pad: one,
  permute: image,
  "pow of 1.7": positive,
  "pow of 3": one,
  "pow of tensors": (size) => [[matrices[size], "positive"], matrices[size]],
  relu: one,
  reshape: one,
  sigmoid: one,
  silu: one,
  sin: one,
  slice: one,
  softmax: one,
  "softmax of columns": one,
  "softmax along a middle axis": middle,
  softplus: one,
  sqrt: positive,
  squeeze: (size) => [[1, ...matrices[size]]],
  stack: two,
  sub: two,
  sum: one,
  "sum of columns": one,
  "sum of rows": one,
  tanh: one,
  transpose: one,
  unsqueeze: one,
  variance: one,
  where: (size) => [[matrices[size], 2], matrices[size], matrices[size]],
};

/** Returns the problems of an op at a size, forward, then forward and backward. */
export function opProblems(op: string, size: Size): [forward: OpProblem, both: OpProblem] {
  const inputs = all[op](size).map((given): OpInput => {
    const [shape, values] = Array.isArray(given[0])
      ? (given as [number[], Values])
      : [given as number[], "any" as const];
    return { shape, values };
  });
  const problem = (backward: boolean): OpProblem => ({
    name: `op-${op.replace(/\W/g, "")}-${size}-${backward ? "both" : "forward"}`,
    title: `${op}, ${size}${backward ? ", with gradients" : ""}`,
    kind: "op",
    shape: [],
    layers: [],
    classes: 0,
    op,
    inputs,
    backward,
  });
  return [problem(false), problem(true)];
}

export const ops: readonly string[] = Object.keys(all);
