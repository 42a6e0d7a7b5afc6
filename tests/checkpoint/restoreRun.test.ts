/** @file A checkpoint is refused by the part that it does not fit, before any part has changed. */
import { describe, expect, it } from "vitest";
import { decodeCheckpoint, encodeCheckpoint, restoreRun } from "../../src/checkpoint/index.ts";
import {
  adam,
  constant,
  cosine,
  follow,
  Linear,
  newBob,
  Optimizer,
  piecewiseConstant,
  Random,
  type Rule,
  reduceOnPlateau,
  Sequential,
  sgd,
} from "../../src/index.ts";

function makeRun(rule: Rule, seed = 1, generator = "noise") {
  const random = new Random(seed);
  const model = new Sequential(new Linear(2, 3, { random }));
  const optimizer = new Optimizer(model.parameters(), rule);
  return { model, optimizer, generators: { [generator]: random.split() }, step: 0 };
}
type Run = ReturnType<typeof makeRun>;

function train({ model, optimizer }: Run, steps: number): void {
  for (let step = 0; step < steps; step++) {
    for (const param of model.parameters()) param.grad = new Float32Array(param.size).fill(1 + step);
    optimizer.step();
  }
}

const saved = (run: Run) => decodeCheckpoint(encodeCheckpoint(run), "c");

describe("a checkpoint whose last part, the generators, is refused does not change", () => {
  it.each<[what: string, own: () => Rule, other: () => Rule]>([
    ["a custom function in place of a number", () => sgd({ lr: (t) => 0.1 / t }), () => sgd({ lr: 0.5 })],
    ["a number where it has a schedule", () => adam({ beta1: 0.9 }), () => adam({ beta1: constant(0.5) })],
    [
      "what a reducer has reached",
      () => sgd({ lr: follow(newBob({ from: 1 })) }),
      () => sgd({ lr: follow(newBob({ from: 2 })) }),
    ],
    ["buffers, before the first step too", () => adam(), () => adam({ lr: 0.1 })],
  ])("%s", (_, own, other) => {
    for (const steps of [0, 3]) {
      const run = makeRun(own());
      train(run, steps);
      const hyper = { ...run.optimizer.groups[0].hyper };
      const before = encodeCheckpoint(run);
      const trained = makeRun(other(), 2, "another");
      train(trained, 5);
      expect(() => restoreRun(run, saved(trained))).toThrow(
        "c: generators: needs what the run needs, got generators another, the run has noise",
      );
      expect(encodeCheckpoint(run)).toEqual(before);
      expect({ ...run.optimizer.groups[0].hyper }).toEqual(hyper);
    }
  });
});

describe("a saved hyperparameter is checked for the next step when it is loaded", () => {
  it("a schedule out of range is refused", () => {
    const run = makeRun(adam());
    const before = encodeCheckpoint(run);
    const bad = makeRun(adam({ beta1: constant(1) }));
    expect(() => restoreRun(run, saved(bad))).toThrow(
      "c: optimizer: needs what the run needs, got beta1 of group 0: adam: beta1 must be in [0, 1), got 1",
    );
    expect(encodeCheckpoint(run)).toEqual(before);
  });

  it("at the step after the saved one, whatever the optimizer's step", () => {
    const [early, late] = [2, 3].map((stepCount) => {
      const run = makeRun(adam({ beta1: piecewiseConstant([3], [1, 0.5]) }));
      run.optimizer.stepCount = stepCount;
      return saved(run);
    });
    const run = makeRun(adam());
    expect(() => restoreRun(run, early)).toThrow("beta1 must be in [0, 1), got 1");
    restoreRun(run, late);
    expect(run.optimizer.hyperAt(run.optimizer.groups[0], 4).beta1).toBe(0.5);
  });
});

describe("an optimizer that follows a metric keeps doing so", () => {
  it.each<[what: string, rule: () => Rule]>([
    ["a number", () => sgd({ lr: 0.5 })],
    ["a schedule", () => sgd({ lr: cosine(0.5, 10) })],
  ])("%s in its place is refused", (_, rule) => {
    const lr = follow(newBob({ from: 1 }));
    const run = makeRun(sgd({ lr }));
    expect(() => restoreRun(run, saved(makeRun(rule())))).toThrow(
      "lr of group 0: it must not follow a metric, got follow(…); give the optimizer the number or schedule it had",
    );
    expect(run.optimizer.groups[0].hyper.lr).toBe(lr);
  });

  it.each<[what: string, state: object]>([
    ["a text for its value", { value: "0.1" }],
    ["no value", { value: null }],
    ["a value out of range", { value: -1 }],
    ["a text for a count", { badEpochs: "1" }],
    ["a boolean for the best metric", { best: true }],
  ])("%s in the reducer's state is refused", (_, change) => {
    const make = () => {
      const lr = follow(reduceOnPlateau({ from: 1 }));
      return { lr, run: makeRun(sgd({ lr })) };
    };
    const broken = make();
    Object.assign(broken.lr, { state: { ...broken.lr.state, ...change } });
    const { lr, run } = make();
    const before = lr.state;
    expect(() => restoreRun(run, saved(broken.run))).toThrow(/^c: optimizer: needs .*, got lr of group 0: /);
    expect(lr.state).toBe(before);
  });
});
