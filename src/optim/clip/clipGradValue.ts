import type { Parameter } from "../group.ts";
import { checkBound, clamped, withGradient } from "../support/clip.ts";

/**
 * Clips every element of every gradient into [−limit, limit]. Throws as `clipGradNorm` does.
 *
 *     g ← min(max(g, −limit), limit)
 */
export function clipGradValue(params: Iterable<Parameter>, limit: number): void {
  checkBound("clipGradValue", "limit", limit);
  for (const [param, g] of withGradient("clipGradValue", params)) param.grad = clamped(g, limit);
}
