import { setRecording } from "./isRecording.ts";
import { synchronous } from "./synchronous.ts";

/**
 * Runs `compute` without recording a history: to evaluate a model, or to change parameters. Synchronous only.
 *
 * @example noGrad(() => exp(tensor([0], { requiresGrad: true }))).requiresGrad // false
 */
export function noGrad<T>(compute: () => T): T {
  const before = setRecording(false);
  try {
    return synchronous("noGrad", compute());
  } finally {
    setRecording(before);
  }
}
