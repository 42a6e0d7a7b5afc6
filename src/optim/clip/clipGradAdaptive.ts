import type { Parameter } from "../group.ts";
import { checkBound, clipUnits, withGradient } from "../support/clip.ts";

/**
 * Adaptive clipping: every output unit's gradient becomes at most `clip` times as long as its weights.
 *
 *     ‖gᵢ‖ > c max(‖θᵢ‖, ε):   gᵢ ← c max(‖θᵢ‖, ε) gᵢ / ‖gᵢ‖          for every output unit i
 *
 * Brock et al., "High-Performance Large-Scale Image Recognition Without Normalization", ICML 2021, equation 3.
 */
export function clipGradAdaptive(params: Iterable<Parameter>, clip = 0.01, eps = 1e-3): void {
  checkBound("clipGradAdaptive", "clip", clip);
  checkBound("clipGradAdaptive", "eps", eps);
  for (const [param, g] of withGradient("clipGradAdaptive", params))
    param.grad = clipUnits(g, param.data, param.shape, clip, eps);
}
