/** @file The part of a recording that fits use, and the weight of every number in it. */
import type { Rule } from "../../../optim/rule.ts";
import { isElementwise } from "./replay.ts";
import { firstSteps, type Run, someWeights } from "./run.ts";

export interface Target {
  readonly run: Run;
  /** The recorded θ₁ … θ_T as one array. [T · n] */
  readonly recorded: Float64Array;
  /** The inverse of the size of every move, so that small moves count as much as large ones. [T · n] */
  readonly weight: Float64Array;
}

/** The most weights that are fitted where weights do not influence each other. */
const mostWeights = 12;

/** The numbers on which forms like this one are fitted. */
export function targetOf(rule: Rule, run: Run, steps: number): Target {
  const short = firstSteps(run, steps);
  const part = isElementwise(rule) && run.weights > mostWeights ? representative(short) : short;
  return { run: part, recorded: recordedOf(part), weight: weightsOf(part) };
}

/** θ₁ … θ_T as one array. */
export function recordedOf({ theta, steps, weights }: Run): Float64Array {
  const all = new Float64Array(steps * weights);
  for (let t = 1; t <= steps; t++) all.set(theta[t], (t - 1) * weights);
  return all;
}

/** Weights with small, medium and large gradients. */
function representative(run: Run): Run {
  const sizes = new Float64Array(run.weights);
  for (const g of run.gradients) for (let i = 0; i < g.length; i++) sizes[i] += Math.abs(g[i]);
  const order = Array.from(sizes, (_, i) => i).sort((a, b) => sizes[a] - sizes[b]);
  const moving = order.filter((i) => sizes[i] > 0);
  const pool = moving.length >= mostWeights ? moving : order;
  const at = Array.from({ length: mostWeights }, (_, k) => Math.round((k * (pool.length - 1)) / (mostWeights - 1)));
  return someWeights(
    run,
    [...new Set(at)].map((k) => pool[k]),
  );
}

function weightsOf({ theta, steps, weights, precision }: Run): Float64Array {
  const all = new Float64Array(steps * weights);
  const { relative, absolute } = precision.theta;
  const sizes = Array.from({ length: steps }, (_, k) => rootMeanSquareMove(theta[k], theta[k + 1]));
  const overall = Math.sqrt(sizes.reduce((sum, size) => sum + size * size, 0) / steps);
  for (let t = 1; t <= steps; t++) {
    for (let i = 0; i < weights; i++) {
      const move = Math.abs(theta[t][i] - theta[t - 1][i]);
      const rounding = 4 * (relative * Math.abs(theta[t][i]) + absolute);
      all[(t - 1) * weights + i] = 1 / (move + 0.02 * sizes[t - 1] + 1e-3 * overall + rounding);
    }
  }
  return all;
}

function rootMeanSquareMove(before: Float64Array, after: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < before.length; i++) sum += (after[i] - before[i]) ** 2;
  return Math.sqrt(sum / before.length);
}
