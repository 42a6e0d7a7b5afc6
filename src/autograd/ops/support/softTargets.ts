/**
 * @file Cross entropy with targets t_c = (1 − ε) w_c [c = label] + ε w_c / classes, which need not be one label.
 */
import type { Floats } from "../../../array/floats.ts";
import { makeDoubles } from "../../../array/makeZeros.ts";
import { scaleRows } from "../../../kernels/scaleRows.ts";

export interface Targets {
  /** One class a row. */
  readonly labels: ArrayLike<number>;
  /** w, one weight a class. */
  readonly weights: Float64Array;
  /** ε */
  readonly smoothing: number;
}

/**
 * lossᵣ = Σ_c t_c (M − x_c + ln sumᵣ)          M = maxⱼ xⱼ          sumᵣ = Σⱼ e^(xⱼ − M)
 *
 * M − x_c comes first: added to a large M, the logarithm would lose its digits.
 */
export function softLosses(x: Floats, sums: Floats, targets: Targets, losses: Floats): void {
  const { labels, weights, smoothing } = targets;
  const classes = weights.length;
  for (let row = 0; row < losses.length; row++) {
    const start = row * classes;
    let max = -Infinity;
    for (let c = 0; c < classes; c++) max = Math.max(max, x[start + c]);
    // Where M is infinite, the sum is NaN: M − x_c alone is the answer then.
    const log = Number.isFinite(max) ? Math.log(sums[row]) : 0;
    let loss = 0;
    for (let c = 0; c < classes; c++) {
      const t = weights[c] * (smoothing / classes + (c === labels[row] ? 1 - smoothing : 0));
      if (t > 0) loss += t * (max - x[start + c] + log);
    }
    losses[row] = loss;
  }
}

/**
 * ∂lossᵣ/∂x_c = p_c Σⱼ tⱼ − t_c          p_c = exps_c / sumᵣ
 *
 * At the label, where p may be nearly 1, it is computed in f64. A row whose targets are all 0 has gradient 0, even if
 * its p are NaN.
 */
export function logitGradient(
  dLosses: Floats,
  exps: Floats,
  sums: Floats,
  { labels, weights, smoothing }: Targets,
): Floats {
  const classes = weights.length;
  const even = makeDoubles(classes);
  let evenTotal = 0;
  for (let c = 0; c < classes; c++) evenTotal += even[c] = (smoothing / classes) * weights[c];
  const totalOf = (row: number): number => (1 - smoothing) * weights[labels[row]] + evenTotal;
  const scales = makeDoubles(sums.length);
  for (let row = 0; row < sums.length; row++) scales[row] = (dLosses[row] * totalOf(row)) / sums[row];
  const dx = scaleRows(exps, scales, dLosses, smoothing > 0 ? even : null, classes);
  for (let row = 0; row < sums.length; row++) {
    const label = labels[row];
    const k = row * classes + label;
    if (totalOf(row) === 0) dx.fill(0, row * classes, (row + 1) * classes);
    else dx[k] = scales[row] * exps[k] - dLosses[row] * ((1 - smoothing) * weights[label] + even[label]);
  }
  return dx;
}
