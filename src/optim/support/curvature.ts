/**
 * @file The memory of L-BFGS: the last pairs of moves s and gradient changes y, and the inverse Hessian they stand
 * for.
 */
import type { ParameterView } from "../rule.ts";
import { addScaled, type Blocks, dot, scale } from "./blocks.ts";

/**
 * The buffers of one parameter: `history` moves and gradient changes, s · y of each pair, and how many pairs came so
 * far.
 */
export const emptyHistory = (length: number, history: number) => ({
  moves: new Float64Array(history * length),
  changes: new Float64Array(history * length),
  curvature: new Float64Array(history),
  pairs: new Float64Array(1),
});

/**
 * direction ← H · gradient, where H is the inverse Hessian that the remembered pairs approximate; the gradient
 * itself if there are none. Nocedal & Wright, "Numerical Optimization", 2006, Algorithm 7.4, with H₀ = (s · y / y ·
 * y) I, equation 7.20.
 */
export function inverseHessianTimes(views: readonly ParameterView[], gradient: Blocks, direction: Blocks): void {
  for (const [k, q] of direction.entries()) q.set(gradient[k]);
  const pairs = rememberedPairs(views);
  const shares = pairs.map(({ s, y, curvature }) => {
    const share = dot(s, direction) / curvature;
    addScaled(direction, -share, y);
    return share;
  });
  const [latest] = pairs;
  if (latest !== undefined) scale(direction, latest.curvature / dot(latest.y, latest.y));
  for (const [i, { s, y, curvature }] of [...pairs.entries()].reverse()) {
    addScaled(direction, shares[i] - dot(y, direction) / curvature, s);
  }
}

interface Pair {
  s: Blocks;
  y: Blocks;
  curvature: number;
}

/** The latest first. None where the parameters do not share a past: one joined late, or had no gradient for a while. */
function rememberedPairs(views: readonly ParameterView[]): Pair[] {
  const count = views[0].state.pairs[0];
  if (views.some(({ state }) => state.pairs[0] !== count)) forget(views);
  const { length } = views[0].state.curvature;
  const kept = Math.min(views[0].state.pairs[0], length);
  return Array.from({ length: kept }, (_, i) => pairAt(views, (count - 1 - i) % length));
}

const pairAt = (views: readonly ParameterView[], index: number): Pair => {
  const part = (name: "moves" | "changes"): Blocks =>
    views.map(({ state, theta }) => state[name].subarray(index * theta.length, (index + 1) * theta.length));
  return { s: part("moves"), y: part("changes"), curvature: views[0].state.curvature[index] };
};

/** Adds the pair s = move, y = after − before in place of the oldest, unless its curvature is not positive. */
export function remember(views: readonly ParameterView[], move: Blocks, before: Blocks, after: Blocks): void {
  const change = after.map((g, k) => Float64Array.from(g, (value, i) => value - before[k][i]));
  const curvature = dot(move, change);
  if (!(curvature > 2 ** -52 * dot(change, change))) return;
  const { pairs, curvature: curvatures } = views[0].state;
  const index = pairs[0] % curvatures.length;
  const { s, y } = pairAt(views, index);
  for (const [k, { state }] of views.entries()) {
    s[k].set(move[k]);
    y[k].set(change[k]);
    state.curvature[index] = curvature;
    state.pairs[0]++;
  }
}

/** Starts again from no pairs. */
export function forget(views: readonly ParameterView[]): void {
  for (const { state } of views) state.pairs[0] = 0;
}
