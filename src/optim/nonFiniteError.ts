/**
 * A gradient holds NaN or Infinity where only numbers will do: `step` under `nonFinite: "throw"`, and clipping. The
 * message names parameter, index and step; nothing was changed. `detectAnomaly` tells where the value came from.
 */
export class NonFiniteError extends Error {
  override name = "NonFiniteError";
}
