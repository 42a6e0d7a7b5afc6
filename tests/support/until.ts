import { expect } from "vitest";

/** Collects garbage until something has happened, which the caller's own expectations then check. */
export async function until(happened: () => boolean): Promise<void> {
  for (let i = 0; i < 100 && !happened(); i++) {
    (globalThis as { gc?: () => void }).gc?.();
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  expect(happened()).toBe(true);
}
