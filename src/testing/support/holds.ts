import { fail } from "./assert.ts";

/** Throws unless the condition is true. */
export function holds(condition: boolean, what = "the claim"): void {
  if (!condition) fail(`${what}: does not hold`);
}
