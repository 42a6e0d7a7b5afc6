import type { ParameterView } from "../rule.ts";
import { type Blocks, dot } from "./blocks.ts";
import type { LinePoint } from "./strongWolfe.ts";

/** A point on the line with the gradient there. */
export interface Probe extends LinePoint {
  readonly gradient: Blocks;
}

/**
 * The loss along θ + α d: its start, where loss and gradients are known, and a function that evaluates it anywhere.
 * That function leaves θ as it was. Where the slope is not finite the value is NaN. `finish` leaves the
 * gradients of the chosen point with the parameters, if the last evaluation was another's.
 */
export function line(
  views: readonly ParameterView[],
  direction: Blocks,
  evaluate: () => number,
  loss: number,
): { start: Probe; at(alpha: number): Probe; finish(end: Probe): void } {
  const point = (alpha: number, value: number): Probe => {
    const gradient = views.map((view) => view.gradient().slice());
    const slope = dot(gradient, direction);
    return { alpha, value: Number.isFinite(slope) ? value : Number.NaN, slope, gradient };
  };
  const at = (alpha: number): Probe => {
    const origin = views.map(({ theta }) => theta.slice());
    for (const [k, { theta }] of views.entries()) {
      for (let i = 0; i < theta.length; i++) theta[i] += alpha * direction[k][i];
    }
    try {
      last = point(alpha, evaluate());
    } finally {
      for (const [k, { theta }] of views.entries()) theta.set(origin[k]);
    }
    return last;
  };
  const start = point(0, loss);
  let last = start;
  const finish = (end: Probe): void => {
    if (last !== end) at(end.alpha);
  };
  return { start, at, finish };
}
