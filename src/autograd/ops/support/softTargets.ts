/**
 * @file Cross entropy with targets t_c = (1 − ε) w_c [c = label] + ε w_c / classes, which need not be one label.
 */
import type { Floats } from "../../../array/floats.ts";
import { makeRoom } from "../../../array/makeZeros.ts";
import { NdArray } from "../../../array/ndArray.ts";
import type { Shape } from "../../../array/shape.ts";

export interface Targets {
  /** One class a row. */
  readonly labels: ArrayLike<number>;
  /** w, one weight a class. */
  readonly weights: Float64Array;
  /** ε */
  readonly smoothing: number;
}

/** t_c of one row. */
function targetAt({ labels, weights, smoothing }: Targets, row: number, c: number): number {
  const even = (smoothing / weights.length) * weights[c];
  return c === labels[row] ? (1 - smoothing) * weights[c] + even : even;
}

/**
 * lossᵣ = Σ_c t_c (M − x_c + ln Σⱼ e^(xⱼ − M))          M = maxⱼ xⱼ
 *
 * M − x_c comes first: added to a large M, the logarithm would lose its digits.
 */
export function softLosses(x: Floats, targets: Targets, losses: Floats): void {
  const classes = targets.weights.length;
  for (let row = 0; row < losses.length; row++) {
    const start = row * classes;
    let max = -Infinity;
    for (let c = 0; c < classes; c++) max = Math.max(max, x[start + c]);
    let sum = 0;
    for (let c = 0; c < classes; c++) sum += Math.exp(x[start + c] - max);
    let loss = 0;
    for (let c = 0; c < classes; c++) {
      const t = targetAt(targets, row, c);
      if (t > 0) loss += t * (max - x[start + c] + Math.log(sum));
    }
    losses[row] = loss;
  }
}

/** ∂lossᵣ/∂x_c = p_c Σⱼ tⱼ − t_c */
export function logitGradient(dLosses: Floats, p: Floats, shape: Shape, targets: Targets): NdArray {
  const [rows, classes] = shape;
  const { labels, weights, smoothing } = targets;
  const even = weights.map((weight) => (smoothing / classes) * weight);
  let evenTotal = 0;
  for (let c = 0; c < classes; c++) evenTotal += even[c];
  const dx = makeRoom(p);
  for (let row = 0; row < rows; row++) {
    const start = row * classes;
    const label = labels[row];
    const own = (1 - smoothing) * weights[label];
    const total = own + evenTotal;
    const scale = dLosses[row];
    for (let c = 0; c < classes; c++) dx[start + c] = scale * (p[start + c] * total - even[c]);
    dx[start + label] = scale * (p[start + label] * total - (own + even[label]));
  }
  return new NdArray(dx, shape);
}
