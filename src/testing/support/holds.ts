import assert from "node:assert/strict";

/** Throws unless the condition is true. Unlike assert.ok, it does not parse the whole file to compose a message. */
export function holds(condition: boolean, what = "the claim"): void {
  if (!condition) assert.fail(`${what}: does not hold`);
}
