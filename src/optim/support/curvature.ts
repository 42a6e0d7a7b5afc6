/** @file What L-BFGS remembers: the last pairs of moves s and gradient changes y, and the inverse Hessian they stand for. */
import type { Place } from "../rule.ts";
import { addScaled, type Blocks, dot, scale } from "./blocks.ts";

/** The buffers of one parameter: `history` moves and gradient changes, s · y of each pair, and how many pairs came so far. */
export const emptyHistory = (length: number, history: number) => ({
  moves: new Float64Array(history * length),
  changes: new Float64Array(history * length),
  curvature: new Float64Array(history),
  pairs: new Float64Array(1),
});

/**
 * direction ← H · gradient, where H is the inverse Hessian that the remembered pairs approximate; the gradient itself if
 * there are none. Nocedal & Wright, "Numerical Optimization", 2006, Algorithm 7.4, with H₀ = (s · y / y · y) I, equation 7.20.
 */
export function inverseHessianTimes(places: readonly Place[], gradient: Blocks, direction: Blocks): void {
  for (const [k, q] of direction.entries()) q.set(gradient[k]);
  const pairs = rememberedPairs(places);
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
function rememberedPairs(places: readonly Place[]): Pair[] {
  const count = places[0].state.pairs[0];
  if (places.some(({ state }) => state.pairs[0] !== count)) forget(places);
  const { length } = places[0].state.curvature;
  const kept = Math.min(places[0].state.pairs[0], length);
  return Array.from({ length: kept }, (_, i) => pairAt(places, (count - 1 - i) % length));
}

const pairAt = (places: readonly Place[], index: number): Pair => {
  const part = (name: "moves" | "changes"): Blocks =>
    places.map(({ state, theta }) => state[name].subarray(index * theta.length, (index + 1) * theta.length));
  return { s: part("moves"), y: part("changes"), curvature: places[0].state.curvature[index] };
};

/** Adds the pair s = move, y = after − before in place of the oldest, unless its curvature is not positive. */
export function remember(places: readonly Place[], move: Blocks, before: Blocks, after: Blocks): void {
  const change = after.map((g, k) => Float64Array.from(g, (value, i) => value - before[k][i]));
  const curvature = dot(move, change);
  if (!(curvature > 2 ** -52 * dot(change, change))) return;
  const { pairs, curvature: curvatures } = places[0].state;
  const index = pairs[0] % curvatures.length;
  const { s, y } = pairAt(places, index);
  for (const [k, { state }] of places.entries()) {
    s[k].set(move[k]);
    y[k].set(change[k]);
    state.curvature[index] = curvature;
    state.pairs[0]++;
  }
}

/** Starts again from no pairs. */
export function forget(places: readonly Place[]): void {
  for (const { state } of places) state.pairs[0] = 0;
}
