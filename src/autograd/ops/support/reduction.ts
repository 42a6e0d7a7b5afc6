/** @file The last step of every loss: reduces one loss per element or row to a mean or a sum. */
import type { Floats } from "../../../array/floats.ts";
import { makeDoubles, makeZeros } from "../../../array/makeZeros.ts";
import { NdArray } from "../../../array/ndArray.ts";
import type { Shape } from "../../../array/shape.ts";

export type Reduction = "mean" | "sum" | "none";

export interface LossOptions {
  /** "mean" (the default), "sum", or "none" for the losses themselves. */
  reduction?: Reduction;
}

/** Throws in the name of `who` unless `reduction` is known and there is at least one loss to reduce. */
export function checkReduction(who: string, reduction: Reduction, losses: number): void {
  if (reduction !== "mean" && reduction !== "sum" && reduction !== "none") {
    throw new RangeError(`${who}: reduction must be "mean", "sum" or "none", got "${reduction}"`);
  }
  if (losses === 0) throw new RangeError(`${who}: the batch must have 1 or more rows, got none`);
}

/** The mean (Σ losses / divisor), the sum, or the losses as they are. Accumulated in f64. */
export function reduceLosses(losses: Floats, shape: Shape, reduction: Reduction, divisor = losses.length): NdArray {
  if (reduction === "none") return new NdArray(losses, shape);
  let sum = 0;
  for (let i = 0; i < losses.length; i++) sum += losses[i];
  return new NdArray(makeZeros(losses, 1).fill(reduction === "mean" ? sum / divisor : sum), []);
}

/** ∂L/∂lossᵢ for every loss: the transpose of `reduceLosses`. In f64 where a sum of weights divides. */
export function spreadLoss({ data: dy }: NdArray, count: number, reduction: Reduction, divisor?: number): Floats {
  if (reduction === "none") return dy;
  const dLosses = divisor === undefined ? makeZeros(dy, count) : makeDoubles(count);
  return dLosses.fill(reduction === "mean" ? dy[0] / (divisor ?? count) : dy[0]);
}
