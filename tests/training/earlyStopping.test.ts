import { describe, expect, it } from "vitest";
import { Random } from "../../src/autograd/index.ts";
import { describeValue } from "../../src/check/describeValue.ts";
import { Linear } from "../../src/nn/index.ts";
import { EarlyStopping } from "../../src/training/earlyStopping.ts";

/** A model of one weight, which each update sets to the number of the epoch. */
function follow(metrics: readonly number[], options: { patience: number; mode?: "min" | "max" }) {
  const model = new Linear(1, 1, { random: new Random(1), bias: false });
  const stopping = new EarlyStopping(model, options);
  const stops = metrics.map((metric, i) => {
    model.weight.assign([i + 1]);
    return stopping.update(metric);
  });
  return { model, stopping, stops };
}

describe("EarlyStopping", () => {
  it("stops after `patience` updates without a lower metric, and restores the best weights", () => {
    const { model, stopping, stops } = follow([3, 2, 2, 2.5], { patience: 2 });
    expect(stops).toEqual([false, false, false, true]);
    expect([stopping.best, stopping.bestEpoch, stopping.epochs]).toEqual([2, 2, 4]);
    expect(model.weight.data[0]).toBe(4);
    stopping.restore();
    expect(model.weight.data[0]).toBe(2);
  });

  it("starts counting again at a better metric", () => {
    expect(follow([3, 4, 2, 4, 4], { patience: 2 }).stops).toEqual([false, false, false, false, true]);
  });

  it("prefers the highest metric with mode max", () => {
    const { stopping, stops } = follow([0.5, 0.7, 0.6], { patience: 1, mode: "max" });
    expect([stops, stopping.best]).toEqual([[false, false, true], 0.7]);
  });

  it("does not count NaN as an improvement", () => {
    const { stopping, stops } = follow([Number.NaN, 1, Number.NaN], { patience: 1 });
    expect([stops, stopping.best]).toEqual([[true, false, true], 1]);
  });

  it("never stops with a patience of Infinity", () => {
    expect(follow([1, 2, 3], { patience: Infinity }).stops).toEqual([false, false, false]);
  });

  it("resumes from its state", () => {
    const { model, stopping } = follow([3, 2, 4], { patience: 3 });
    const copy = new EarlyStopping(model, { patience: 3 });
    copy.loadStateDict(structuredClone(stopping.stateDict()));
    expect([copy.update(5), copy.update(5)]).toEqual([false, true]);
    copy.restore();
    expect([model.weight.data[0], copy.bestEpoch]).toEqual([2, 2]);
  });

  it.each([
    [{}],
    [null],
    [undefined],
    [[]],
    [3],
    [new Map()],
    [{ best: 1, weights: [null] }],
    [{ weights: 3 }],
    [{ weights: new Array(2) }],
  ])("refuses the state %o", (state) => {
    const { stopping } = follow([3, 2], { patience: 3 });
    const before = stopping.stateDict();
    expect(() => stopping.loadStateDict(state as unknown as typeof before)).toThrow(
      new TypeError(
        `EarlyStopping.loadStateDict: the state must be the result of stateDict(), got ${describeValue(state)}`,
      ),
    );
    expect(stopping.stateDict()).toEqual(before);
  });

  it.each([
    [{ best: "2" }, 'EarlyStopping.loadStateDict: best must be a number, or null before the first metric, got "2"'],
    [{ best: Number.NaN }, "best must be a number, or null before the first metric, got NaN"],
    [{ bestEpoch: undefined }, "EarlyStopping.loadStateDict: bestEpoch must be an integer from 1 to 2, got undefined"],
    [{ bestEpoch: 3 }, "EarlyStopping.loadStateDict: bestEpoch must be an integer from 1 to 2, got 3"],
    [{ bestEpoch: 0 }, "EarlyStopping.loadStateDict: bestEpoch must be an integer from 1 to 2, got 0"],
    [{ best: null }, "EarlyStopping.loadStateDict: bestEpoch must be 0 without a best metric, got 2"],
    [{ epochs: -1 }, "EarlyStopping.loadStateDict: epochs must be an integer >= 0, got -1"],
    [{ weights: [] }, "loadStateDict: nothing was loaded: weight [1,1] is missing"],
    [{ best: null, bestEpoch: 0, weights: [{ name: "weight" }] }, "weight is undefined, the model needs [1,1]"],
    [{ weights: [{ name: "weight", shape: [1, 1], data: { 0: 1 } }] }, "weight has no values for [1,1]"],
  ])("refuses a state with %o, and keeps its own", (change, message) => {
    const { stopping } = follow([3, 2], { patience: 3 });
    const before = stopping.stateDict();
    expect(() => stopping.loadStateDict({ ...before, ...change } as typeof before)).toThrow(message);
    expect(stopping.stateDict()).toEqual(before);
  });

  it("keeps its own state where a shape is not a list", () => {
    const { stopping } = follow([3, 2], { patience: 3 });
    const before = stopping.stateDict();
    const weights = before.weights.map((weight) => ({ ...weight, shape: { length: 2, 0: 1, 1: 1 } }));
    expect(() => stopping.loadStateDict({ ...before, best: 1, weights } as never)).toThrow(TypeError);
    expect(stopping.stateDict()).toEqual(before);
  });

  it("loads the state from before the first metric, and an infinite metric", () => {
    for (const metrics of [[], [Infinity]]) {
      const { stopping } = follow(metrics, { patience: 3 });
      const state = stopping.stateDict();
      stopping.loadStateDict(state);
      expect(stopping.stateDict()).toEqual(state);
    }
  });

  it.each([
    [{ patience: 0 }, /EarlyStopping: patience must be a whole number, 1 or more, or Infinity, got 0/],
    [{ patience: 1, mode: "best" }, /EarlyStopping: mode must be "min" or "max", got "best"/],
    [{ patience: 1, delta: 3 }, /EarlyStopping.*"delta"/],
  ])("refuses %j", (options, message) => {
    const model = new Linear(1, 1, { random: new Random(1) });
    expect(() => new EarlyStopping(model, options as { patience: number })).toThrow(message);
  });

  it("has nothing to restore before the first metric", () => {
    expect(() => follow([], { patience: 1 }).stopping.restore()).toThrow(/needs a metric first.*call update/);
  });
});
