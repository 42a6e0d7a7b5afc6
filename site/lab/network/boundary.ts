import { array } from "../../../src/array/ndArray.ts";
import { noGrad } from "../../../src/autograd/noGrad.ts";
import { Tensor } from "../../../src/autograd/tensor.ts";
import type { Dataset } from "../../../src/data/dataset.ts";
import type { Module } from "../../../src/nn/index.ts";
import type { LossName } from "./netOptions.ts";

/** A square that holds all points, as [low, high] of both axes. */
export function frameOf({ inputs }: Dataset): readonly [low: number, high: number] {
  const half = 1.1 * [...inputs.data].reduce((most, x) => Math.max(most, Math.abs(x)), 0);
  return [-half, half];
}

/** The probability of class 1 on a grid over a square, [n, n]: rows from high to low y. */
export function boundary(
  model: Module,
  loss: LossName,
  [low, high]: readonly [number, number],
  n: number,
): Float32Array {
  const at = (i: number): number => low + ((high - low) * (i + 0.5)) / n;
  const points = new Float32Array(2 * n * n);
  for (let i = 0; i < n * n; i++) points.set([at(i % n), -at(Math.floor(i / n)) + low + high], 2 * i);
  const { data, shape } = noGrad(() => model.forward(new Tensor(array(points, [n * n, 2]))));
  const margin = (i: number): number => (shape[1] === 1 ? data[i] : data[2 * i + 1] - data[2 * i]);
  return Float32Array.from({ length: n * n }, (_, i) => probability(margin(i), loss));
}

/** From the output of class 1 minus that of class 0: logits, or for squared errors estimates of 0 and 1. */
const probability = (margin: number, loss: LossName): number =>
  loss === "mse" ? Math.min(Math.max((1 + margin) / 2, 0), 1) : 1 / (1 + Math.exp(-margin));
