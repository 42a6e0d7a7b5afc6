/** @file The values that optax's tests of its schedules expect. The table says where they are from. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import * as schedules from "../../src/schedules/index.ts";
import { cosine, exponential, oneCycle, reduceOnPlateau } from "../../src/schedules/index.ts";

interface Case {
  file: string;
  test: string;
  call: string;
  counts: number[];
  values: number[];
}

interface Table {
  /** Where downhill differs, and who is right. */
  differs: Record<"zeroPeak" | "oneCycle" | "patience" | "exponential", string>;
  cases: Case[];
}

const { differs, cases }: Table = JSON.parse(readFileSync(new URL("optaxSchedules.json", import.meta.url), "utf8"));

const scheduleOf = (call: string): ((t: number) => number) =>
  new Function(...Object.keys(schedules), `return ${call};`)(...Object.values(schedules));

describe("schedules have the values of optax's tests", () => {
  it.each(cases.map((one) => [one.test, one.call, one] as const))("%s: %s", (_test, call, { counts, values }) => {
    const schedule = scheduleOf(call);
    for (const [i, n] of counts.entries()) {
      const apart = Math.abs(schedule(n + 1) - values[i]);
      expect(apart, `count ${n}: ${schedule(n + 1)} against ${values[i]}`).toBeLessThan(
        1e-8 + 1e-8 * Math.abs(values[i]),
      );
    }
  });
});

// WarmupCosineDecayTest.test_zero_peak_value: at counts 50, 75 and 100 optax has 0, 0 and 0.
it(differs.zeroPeak, () => {
  const values = [1, 26, 51].map(cosine(0, 50, -3));
  for (const [i, value] of [0, -1.5, -3].entries()) expect(values[i]).toBeCloseTo(value, 12);
});

// OneCycleTest.test_cosine, with the arguments that optax has: 5 steps, and the peak after 0.4 of them.
it(differs.oneCycle, () => {
  const schedule = oneCycle(1000, 5, 10, 100, 0.4);
  expect([1, 2, 5, 6].map(schedule)).toEqual([100, 1000, 1, 1]);
});

// ExponentialTest.test_end_value_with_staircase: the value at count 2 is optax's at 0, times 0.2.
it(differs.exponential, () => {
  const decay = exponential(1, -2 / Math.log(0.2));
  expect(decay(1)).toBeCloseTo(Math.sqrt(0.2), 12);
  expect(decay(2)).toBeCloseTo(0.2, 12);
});

// ReduceLROnPlateauTest, whose patience of 5 is 4 here.
describe(differs.patience, () => {
  const reduce = reduceOnPlateau({ from: 1, factor: 0.1, patience: 4, threshold: 1e-4, cooldown: 5, floor: 0.01 });
  const reduced = (start: Partial<typeof reduce.initial>, metrics: number[]) =>
    metrics.reduce(reduce, { ...reduce.initial, ...start });

  it("six equal metrics reduce the value to 0.1; the seventh counts the cooldown down", () => {
    expect(reduced({}, Array(6).fill(1))).toEqual({ value: 0.1, best: 1, badEpochs: 0, cooldownLeft: 5 });
    expect(reduced({}, Array(7).fill(1))).toEqual({ value: 0.1, best: 1, badEpochs: 0, cooldownLeft: 4 });
  });

  it("a better metric starts the count again", () => {
    const state = reduced({ value: 0.1, best: 1, badEpochs: 3 }, [0.1]);
    expect(state).toEqual({ value: 0.1, best: 0.1, badEpochs: 0, cooldownLeft: 0 });
  });

  it("a worse metric in the cooldown does not count", () => {
    const state = reduced({ value: 0.1, best: 1, cooldownLeft: 3 }, [2]);
    expect(state).toEqual({ value: 0.1, best: 1, badEpochs: 0, cooldownLeft: 2 });
  });

  it("the value stays at its floor", () => {
    const state = reduced({ value: 0.01, best: 1 }, Array(6).fill(0.1));
    expect(state).toEqual({ value: 0.01, best: 0.1, badEpochs: 0, cooldownLeft: 5 });
  });
});
