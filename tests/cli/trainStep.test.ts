/** @file A step that cannot be made says what it met and where that came from. */
import { describe, expect, it } from "vitest";
import { Random, tensor } from "../../src/autograd/index.ts";
import { DivergenceError } from "../../src/cli/experiment/divergenceError.ts";
import { readExperiment } from "../../src/cli/experiment/experiment.ts";
import { rangeTest } from "../../src/cli/lrFind/rangeTest.ts";
import { trainStep } from "../../src/cli/train/trainStep.ts";
import { Dropout, Linear, Sequential } from "../../src/nn/index.ts";
import { Optimizer, type Rule, sam, sgd } from "../../src/optim/index.ts";
import { run } from "../support/fakeTerminal.ts";

/** What dropout leaves of the first input decides whether the loss of this model is a number. */
function fragile(seed: number, rule: Rule) {
  const random = new Random(seed);
  const model = new Sequential(new Dropout(0.5, { random }), new Linear(2, 1, { random }));
  model.parameters()[0].assign([1e20, 1]);
  const optimizer = new Optimizer(model.parameters(), rule);
  const batch = { inputs: tensor([[1e10, 1]]), targets: tensor([[0]]) };
  return { experiment: { model, optimizer, clip: null }, batch };
}

function failure(seed: number, rule: Rule): string | null {
  const { experiment, batch } = fragile(seed, rule);
  try {
    trainStep(experiment, batch, false);
    return null;
  } catch (error) {
    expect(error).toBeInstanceOf(DivergenceError);
    return (error as Error).message;
  }
}

describe("a loss that is no number", () => {
  it.each([sgd({ lr: 1e-3 }), sam(sgd({ lr: 1e-3 }))])("is explained with the same units left out: $name", (rule) => {
    const failures = Array.from({ length: 20 }, (_, seed) => failure(seed, rule)).filter((text) => text !== null);
    expect(failures.length).toBeGreaterThan(4);
    expect(failures.length).toBeLessThan(16);
    for (const text of failures) expect(text).toMatch(/^loss Infinity! .*\n.*\ndetectAnomaly: \w+ /);
  });

  it("ends training even where clipping makes the gradients usable", async () => {
    const line = "train --data line --model 1-1 --optimizer sgd --lr 1e20 --clip 1 --json";
    const { code, stdout, stderr } = await run(line);
    expect([code, JSON.parse(stdout)]).toMatchObject([1, { ending: "failed", steps: 1 }]);
    expect(stderr).toMatch(/\nloss Infinity! the loss is Infinity at step 2; no parameter was changed\n/);
    expect(stderr).toMatch(/\ndetectAnomaly: /);
  });

  it("is allowed where steps are to be skipped", async () => {
    const line = "train --data line --model 1-1 --optimizer sgd --lr 1e20 --clip 1 --non-finite skip --epochs 1 --json";
    expect(JSON.parse((await run(line)).stdout)).toMatchObject({ ending: "finished", steps: 16 });
  });
});

describe("a loss that is none where the rule looks, beside the weights", () => {
  it("is told from a loss that is none at the weights, and explained", async () => {
    const { code, stderr } = await run(["train", "--data", "moons", "--optimizer", "sam(sgd, radius=1e30)"]);
    expect(code).toBe(1);
    expect(stderr).toMatch(/\ncannot go on: sam\(sgd\): the gradient of 0\.weight is NaN at index 0 at step 1; no/);
    expect(stderr).toMatch(/learning rate 0\.1, loss 0\.\d+, gradient norm 1\.\d+;.*\ndetectAnomaly: /);
  });

  it("ends a range test", () => {
    const experiment = readExperiment({ data: "moons", model: "2-4-2", optimizer: "sam(sgd, radius=1e30)" });
    expect(rangeTest(experiment, { from: 1e-3, to: 1, steps: 10 })).toEqual({
      lr: [],
      loss: [],
      noise: 0,
      flewOff: true,
    });
  });
});
