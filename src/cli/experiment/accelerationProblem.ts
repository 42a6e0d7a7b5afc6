import { acceleration } from "../../kernels/acceleration.ts";

/** The warning if the fast kernels cannot be used; null if they can. */
export function accelerationProblem(): string | null {
  const { kind, reason } = acceleration();
  if (kind !== "none") return null;
  return `slow: the SIMD kernels cannot be used (${reason}); the plain loops take up to 100 times as long and round differently`;
}
