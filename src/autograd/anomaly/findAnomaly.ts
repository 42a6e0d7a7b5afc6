import { AnomalyError } from "./anomalyError.ts";
import { detectAnomaly } from "./detectAnomaly.ts";

/**
 * Returns the report of `detectAnomaly` instead of throwing it, or null if all is finite. Other errors pass through.
 *
 * @example findAnomaly(() => log(tensor([1, 0]))).split("\n")[0]
 * // "detectAnomaly: log gave -Infinity at index 1 of its result, 2 values"
 */
export function findAnomaly(compute: () => unknown): string | null {
  try {
    detectAnomaly(compute);
    return null;
  } catch (error) {
    if (error instanceof AnomalyError) return error.message;
    throw error;
  }
}
