import { describe, expect, it } from "vitest";
import type { Values } from "../../src/cli/flags/flags.ts";
import { experimentOf } from "../support/experimentOf.ts";

/** The learning rate at some steps of what the flags describe. */
const rates = (values: Values, ...steps: number[]): number[] => {
  const { optimizer } = experimentOf(values);
  return steps.map((step) => optimizer.hyperAt(optimizer.groups[0], step).lr);
};

describe("the default learning rate", () => {
  it("falls along half a cosine over all epochs where Adam learns images, and holds its last value", () => {
    // 6,000 digits in batches of 64 are 94 steps an epoch.
    const [first, middle, after, later] = rates({ epochs: "2" }, 1, 95, 189, 1000);
    expect(first).toBeCloseTo(4e-3, 12);
    expect(middle).toBeCloseTo((4e-3 + 1e-4) / 2, 12);
    expect([after, later]).toEqual([1e-4, 1e-4]);
  });

  it("is constant for other data and other rules, and whatever --lr and --schedule say", () => {
    expect(rates({ data: "moons" }, 1, 50)).toEqual([2e-3, 2e-3]);
    expect(rates({ optimizer: "momentum" }, 1, 50)).toEqual([0.02, 0.02]);
    expect(rates({ lr: "0.01" }, 1, 50)).toEqual([0.01, 0.01]);
    expect(rates({ schedule: "stepDecay(1, 10)" }, 10, 11)).toEqual([1, 0.1]);
  });
});
