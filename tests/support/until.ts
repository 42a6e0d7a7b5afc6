import { setImmediate } from "node:timers/promises";
import { expect } from "vitest";

/** Collects garbage until `happened()` is true; fails after 100 collections. */
export async function until(happened: () => boolean): Promise<void> {
  for (let i = 0; i < 100 && !happened(); i++) {
    await setImmediate(); // a WeakRef that was read keeps its target until its task ends
    (globalThis as { gc?: () => void }).gc?.();
    await setImmediate(); // finalisers run between tasks
  }
  expect(happened()).toBe(true);
}
