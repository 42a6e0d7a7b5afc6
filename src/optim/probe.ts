import type { Floats } from "../array/floats.ts";
import type { Optimizer } from "./optimizer.ts";
import { norm } from "./support/norm.ts";

/** The measurements of one step of one parameter. */
export interface Probe {
  readonly name: string;
  /** ‖g‖, or null without a gradient. */
  readonly gradientNorm: number | null;
  /** ‖θ‖ before the step. */
  readonly parameterNorm: number;
  /** ‖Δθ‖: of the values as they are stored, after rounding. */
  readonly updateNorm: number;
  /** ‖Δθ‖ / ‖θ‖; about 10⁻³ is usual. NaN for a parameter that is all 0 and did not move. */
  readonly ratio: number;
  /** Over the elements with a gradient; null for rules whose elements influence each other (`elementwise: false`). */
  readonly effectiveLr: { readonly min: number; readonly median: number; readonly max: number } | null;
}

/**
 * Takes one step and reports, for every parameter, what it did.
 *
 * The effective learning rate of an element is −Δθᵢ / gᵢ: the rate with which plain gradient descent would have
 * made the same move. It is negative where momentum, or decay, carried the element up its gradient.
 *
 *     for (const { name, ratio } of probe(optimizer)) console.log(name, ratio);
 */
export function probe(optimizer: Optimizer, step: () => void = () => optimizer.step()): Probe[] {
  const before = optimizer.parameterStates().map(({ param }) => param.data.slice());
  step();
  return optimizer.parameterStates().map(({ param: { data, grad }, name }, i) => {
    const moved = Float64Array.from(data, (value, j) => value - before[i][j]);
    const parameterNorm = norm(before[i]);
    const updateNorm = norm(moved);
    const diagonal = grad !== null && optimizer.rule.elementwise;
    return {
      name,
      gradientNorm: grad && norm(grad),
      parameterNorm,
      updateNorm,
      ratio: updateNorm / parameterNorm,
      effectiveLr: diagonal ? spread(rates(moved, grad)) : null,
    };
  });
}

const rates = (moved: Float64Array, grad: Floats): Float64Array =>
  moved.map((delta, j) => -delta / grad[j]).filter((_, j) => grad[j] !== 0);

function spread(values: Float64Array): Probe["effectiveLr"] {
  if (values.length === 0) return null;
  const sorted = values.sort();
  const middle = sorted.length >> 1;
  const median = sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  return { min: sorted[0], median, max: sorted[sorted.length - 1] };
}
