import type { Parameter } from "../group.ts";
import { checkBound, scaled, withGradient } from "../support/clip.ts";
import { norm } from "../support/norm.ts";

/**
 * Clips the norm of all gradients together — Pascanu, Mikolov & Bengio, "On the difficulty of training recurrent
 * neural networks", ICML 2013, Algorithm 1. Returns the norm as it was before.
 *
 *     ‖g‖ > c:   g ← (c / ‖g‖) g
 *
 * Differs from PyTorch, which divides by ‖g‖ + 10⁻⁶: here the norm becomes c and not less.
 * Throws, before anything changed, if c is negative or, a NonFiniteError, if a gradient holds NaN or Infinity.
 *
 *     const size = clipGradNorm(model.parameters(), 1);
 */
export function clipGradNorm(params: Iterable<Parameter>, maxNorm: number): number {
  checkBound("clipGradNorm", "maxNorm", maxNorm);
  const given = withGradient("clipGradNorm", params);
  const size = norm(...given.map(([, g]) => g));
  if (size > maxNorm) for (const [param, g] of given) param.grad = scaled(g, maxNorm / size);
  return size;
}
