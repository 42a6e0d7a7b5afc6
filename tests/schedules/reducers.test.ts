import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { newBob, type Reducer, reduceOnPlateau } from "../../src/schedules/index.ts";

/** The states after each metric. */
function run<S>(reduce: Reducer<S>, metrics: readonly number[]): S[] {
  let state = reduce.initial;
  return metrics.map((metric) => {
    state = reduce(state, metric);
    return state;
  });
}

const values = <S extends { value: number }>(reduce: Reducer<S>, metrics: readonly number[]): number[] =>
  run(reduce, metrics).map(({ value }) => value);

describe("NewBOB as documented: constant until the loss stops improving, then halved every epoch", () => {
  it("halves from the first epoch without improvement, and in every later epoch", () => {
    expect(values(newBob({ from: 8 }), [1, 0.9, 0.8999, 0.9, 0.5, 0.1, 0.2])).toEqual([8, 8, 8, 4, 2, 1, 0.5]);
  });

  it("an equal loss is not an improvement", () => {
    expect(values(newBob({ from: 8 }), [1, 1, 0.5])).toEqual([8, 4, 2]);
  });

  it("never stops", () => {
    expect(run(newBob({ from: 8 }), Array(50).fill(1)).some(({ finished }) => finished)).toBe(false);
  });

  it("multiplies by another factor", () => {
    expect(values(newBob({ from: 8, factor: 0.25 }), [1, 1, 1])).toEqual([8, 2, 0.5]);
  });

  it("reports which weights to save", () => {
    expect(run(newBob({ from: 8 }), [3, 2, 2, 2.5, 1]).map(({ isBest }) => isBest)).toEqual([
      true,
      true,
      false,
      false,
      true,
    ]);
  });
});

describe("NewBOB in Kaldi's order", () => {
  const kaldi = { from: 8, startThreshold: 0.01, endThreshold: 0.001, reject: true };

  it("halving starts at an improvement below 1 %, not at 1 % or more", () => {
    expect(values(newBob(kaldi), [100, 98, 97.03])).toEqual([8, 8, 4]);
    expect(values(newBob(kaldi), [128, 126, 124])).toEqual([8, 8, 8]);
    expect(values(newBob({ ...kaldi, startThreshold: 0.5 }), [128, 64, 32])).toEqual([8, 8, 8]);
  });

  it("the epoch that starts halving does not end training; a later small improvement does", () => {
    const states = run(newBob(kaldi), [100, 99.99, 99.98, 50]);
    expect(states.map(({ value }) => value)).toEqual([8, 4, 4, 4]);
    expect(states.map(({ finished }) => finished)).toEqual([false, false, true, true]);
  });

  it("keeps halving while epochs improve by 0.1 % or more", () => {
    const states = run(newBob(kaldi), [100, 99.5, 99, 98.9, 98.89]);
    expect(states.map(({ value }) => value)).toEqual([8, 4, 2, 1, 1]);
    expect(states.at(-1)?.finished).toBe(true);
  });

  it("a rejected epoch restores the best weights, is not an improvement, and is not a reference", () => {
    const states = run(newBob(kaldi), [100, 120, 110]);
    expect(states[1]).toMatchObject({ restoreBest: true, halving: true, value: 4, loss: 100, finished: false });
    expect(states[2]).toMatchObject({ restoreBest: true, finished: true, loss: 100, value: 4 });
  });

  it("a kept epoch is the reference of the next one", () => {
    const states = run(newBob({ ...kaldi, reject: false }), [100, 120, 110]);
    expect(states[2]).toMatchObject({ restoreBest: false, finished: false, loss: 110, best: 100, value: 2 });
  });

  it("halves nothing in the first keepEpochs", () => {
    expect(values(newBob({ ...kaldi, keepEpochs: 2 }), [100, 100, 100, 100])).toEqual([8, 8, 8, 4]);
  });

  it("trains for minEpochs, without halving in the epoch that would have ended training", () => {
    const states = run(newBob({ ...kaldi, minEpochs: 3 }), [100, 100, 100, 100, 100]);
    expect(states.map(({ value }) => value)).toEqual([8, 4, 4, 4, 4]);
    expect(states.map(({ finished }) => finished)).toEqual([false, false, false, false, true]);
  });
});

describe("reduce on plateau", () => {
  const bad = Array(9).fill(1);

  it("tolerates `patience` bad epochs and reduces at the next", () => {
    expect(values(reduceOnPlateau({ from: 8, factor: 0.5, patience: 2 }), bad)).toEqual([8, 8, 8, 4, 4, 4, 2, 2, 2]);
    expect(values(reduceOnPlateau({ from: 8, factor: 0.5, patience: 0 }), [1, 1, 1])).toEqual([8, 4, 2]);
  });

  it("an improvement above the threshold resets the count of bad epochs, one below does not", () => {
    const reduce = reduceOnPlateau({ from: 8, factor: 0.5, patience: 1, threshold: 0.1 });
    expect(values(reduce, [1, 1, 0.89, 0.89, 0.88])).toEqual([8, 8, 8, 8, 4]);
    expect(values(reduce, [1, 1, 0.91])).toEqual([8, 8, 4]);
  });

  it("a relative threshold is a share of the best metric's size, so negative metrics work", () => {
    const reduce = reduceOnPlateau({ from: 8, factor: 0.5, patience: 0, threshold: 0.1 });
    expect(values(reduce, [-10, -10])).toEqual([8, 4]);
    expect(values(reduce, [-10, -11.5])).toEqual([8, 8]);
    expect(
      values(reduceOnPlateau({ from: 8, factor: 0.5, patience: 0, threshold: 0.1, mode: "max" }), [-10, -10]),
    ).toEqual([8, 4]);
  });

  it("an absolute threshold is a difference", () => {
    const settings = { from: 8, factor: 0.5, patience: 0, threshold: 0.1 } as const;
    expect(values(reduceOnPlateau({ ...settings, thresholdMode: "absolute" }), [10, 9.5])).toEqual([8, 8]);
    expect(values(reduceOnPlateau(settings), [10, 9.5])).toEqual([8, 4]);
  });

  it("with threshold 0 an equal metric is not an improvement, the next smaller number is", () => {
    const settings = { from: 8, factor: 0.5, patience: 0, threshold: 0 } as const;
    expect(values(reduceOnPlateau(settings), [1, 1, 1 - 2 ** -53])).toEqual([8, 4, 4]);
    expect(values(reduceOnPlateau({ ...settings, mode: "max" }), [1, 1, 1 + 2 ** -52])).toEqual([8, 4, 4]);
  });

  it("mode max prefers larger metrics", () => {
    const settings = { from: 8, factor: 0.5, patience: 0 } as const;
    expect(values(reduceOnPlateau({ ...settings, mode: "max" }), [1, 2, 1])).toEqual([8, 8, 4]);
    expect(values(reduceOnPlateau({ ...settings, mode: "min" }), [1, 2, 1])).toEqual([8, 4, 2]);
  });

  it("counts no bad epochs during the cooldown", () => {
    const reduce = reduceOnPlateau({ from: 8, factor: 0.5, patience: 0, cooldown: 2 });
    expect(values(reduce, bad)).toEqual([8, 4, 4, 4, 2, 2, 2, 1, 1]);
  });

  it("never reduces below its floor, nor raises a value that is already below", () => {
    expect(values(reduceOnPlateau({ from: 8, factor: 0.5, patience: 0, floor: 3 }), [1, 1, 1, 1])).toEqual([
      8, 4, 3, 3,
    ]);
    expect(values(reduceOnPlateau({ from: 2, patience: 0, floor: 3 }), [1, 1, 1])).toEqual([2, 2, 2]);
  });
});

describe.each([
  ["newBob", newBob({ from: 0.1, startThreshold: 0.1, endThreshold: 0.01, keepEpochs: 2, reject: true })],
  ["newBob as documented", newBob({ from: 0.1 })],
  ["reduceOnPlateau", reduceOnPlateau({ from: 0.1, patience: 1, cooldown: 1, floor: 1e-3 })],
] as const)("%s", (name, reducer) => {
  const reduce = reducer as unknown as Reducer<{ value: number }>;

  it("resumes from JSON at any epoch with the same values", () => {
    const metrics = fc.array(fc.double({ min: 0.1, max: 2, noNaN: true }), { maxLength: 20 });
    fc.assert(
      fc.property(metrics, (given) => {
        let resumed = reduce.initial;
        for (const [i, state] of run(reduce, given).entries()) {
          resumed = reduce(JSON.parse(JSON.stringify(resumed)), given[i]);
          expect(resumed).toEqual(state);
        }
      }),
      { seed: 4, numRuns: 100 },
    );
  });

  it("returns a new state and does not change the given one", () => {
    const state = Object.freeze({ ...reduce.initial });
    expect(reduce(state, 1)).not.toBe(state);
  });

  it.each([null, undefined, 3, "x", {}, [], { value: 1 }])("refuses the state %o", (state) => {
    expect(() => reduce(state as never, 1)).toThrow(
      new RegExp(`^${name.split(" ")[0]}: the state must be value: number, .*, got ${state === null ? "null" : ""}`),
    );
  });

  it("names a member that JSON cannot write", () => {
    expect(() => reduce({ ...reduce.initial, value: 10n } as never, 1)).toThrow(/, got value: 10, /);
  });

  it("refuses a metric that is NaN or infinite", () => {
    const who = name.split(" ")[0];
    expect(() => reduce(reduce.initial, Number.NaN)).toThrow(
      `${who}: metric must be a finite number (NaN or Infinity usually means that training diverged), got NaN`,
    );
    expect(() => reduce(reduce.initial, Infinity)).toThrow(/metric must be a finite number .*, got Infinity$/);
  });
});
