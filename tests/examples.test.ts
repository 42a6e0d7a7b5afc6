/** @file Each example reaches its target, and misses it after three steps. */

import { beforeAll, describe, expect, it, vi } from "vitest";
import { main as regression } from "../examples/regression.ts";
import { main as spiral } from "../examples/spiral-mlp.ts";
import { main as xor } from "../examples/xor.ts";

beforeAll(() => void vi.spyOn(console, "error").mockImplementation(() => {}));

describe("every example", () => {
  it.each([
    ["xor", xor, 200],
    ["spiral-mlp", spiral, 1000],
    ["regression", regression, 1000],
  ] as const)("%s reaches its target, reproducibly, and misses it after three steps", (_, main, steps) => {
    const verdict = main({ steps });
    expect(verdict.reached, verdict.text).toBe(true);
    const short = main({ steps: 3 });
    expect(short.reached).toBe(false);
    expect(main({ steps: 3 })).toEqual(short);
  });
});
