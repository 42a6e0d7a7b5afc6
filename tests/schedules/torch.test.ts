import { describe, expect, it } from "vitest";
import {
  exponential,
  type PlateauSettings,
  parseSchedule,
  preview,
  reduceOnPlateau,
} from "../../src/schedules/index.ts";
import golden from "./torch_schedules.json" with { type: "json" };

/** Within 1e-13: PyTorch's recursive schedulers round once per step, ours once. */
function expectClose(actual: readonly number[], expected: readonly number[]): void {
  expect(actual.length).toBe(expected.length);
  actual.forEach((value, i) => {
    const error = Math.abs(value - expected[i]);
    expect(error, `t = ${i + 1}: ${value}, PyTorch ${expected[i]}`).toBeLessThanOrEqual(1e-13);
  });
}

describe(`the same values as PyTorch ${golden.torch}, whose first is ours at t = 1`, () => {
  it.each(golden.schedules)("$schedule is $scheduler", ({ schedule, values }) => {
    expectClose(preview(parseSchedule(schedule), values.length), values);
  });

  it("exponential decays from the first update: PyTorch's value at t is downhill's at t − 1", () => {
    const { values } = golden.exponential;
    expectClose([0.1, ...preview(exponential(0.1, 8), values.length - 1)], values);
  });

  it.each(golden.plateau)("reduceOnPlateau($settings) is $scheduler", ({ settings, metrics, values }) => {
    const reduce = reduceOnPlateau(settings as PlateauSettings);
    let state = reduce.initial;
    expectClose(
      metrics.map((metric) => {
        state = reduce(state, metric);
        return state.value;
      }),
      values,
    );
    expect(new Set(values).size).toBeGreaterThan(1);
  });
});
