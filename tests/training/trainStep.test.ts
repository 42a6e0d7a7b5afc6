import { describe, expect, it } from "vitest";
import { abs, mean, Random, sub, Tensor, tensor } from "../../src/autograd/index.ts";
import { regressionDataset } from "../../src/data/regressionDataset.ts";
import { Dropout, Linear, Sequential } from "../../src/nn/index.ts";
import { adam, Optimizer, type Rule, sam, sgd } from "../../src/optim/index.ts";
import { DivergenceError } from "../../src/training/divergenceError.ts";
import { trainStep } from "../../src/training/trainStep.ts";

const batch = regressionDataset("", Float32Array.of(1, 2), [2, 1], Float32Array.of(3, 5), [2, 1]);

/** ŷ = w x with w = 1: the loss is ((1 − 3)² + (2 − 5)²) / 2, its gradient −(1·2 + 2·3). */
function line(rule: Rule = sgd({ lr: 0.1 })) {
  const model = new Linear(1, 1, { random: new Random(1), bias: false });
  model.parameters()[0].assign([1]);
  return { model, optimizer: new Optimizer(model.parameters(), rule) };
}

describe("trainStep", () => {
  it("reports loss, gradient norm and relative update of one step", () => {
    const { model, optimizer } = line();
    const { loss, gradientNorm, updateRatio } = trainStep(model, optimizer, batch, undefined, { measure: true });
    expect([loss, gradientNorm]).toEqual([6.5, 8]);
    expect(updateRatio).toBeCloseTo(0.8, 6);
    expect(model.weight.data[0]).toBeCloseTo(1.8, 6);
  });

  it("measures the update only on request", () => {
    const { model, optimizer } = line();
    expect(trainStep(model, optimizer, batch).updateRatio).toBeNull();
  });

  it("clips the global norm and reports it as it was before", () => {
    const { model, optimizer } = line();
    expect(trainStep(model, optimizer, batch, undefined, { clip: 1 }).gradientNorm).toBe(8);
    expect(model.weight.data[0]).toBeCloseTo(1.1, 6);
  });

  it("takes another loss", () => {
    const { model, optimizer } = line();
    const { loss } = trainStep(model, optimizer, batch, (y, { targets }) => mean(abs(sub(y, new Tensor(targets)))));
    expect(loss).toBe(2.5);
  });

  it("refuses an unknown option", () => {
    const { model, optimizer } = line();
    const options = { clipping: 1 } as object;
    expect(() => trainStep(model, optimizer, batch, undefined, options)).toThrow(/trainStep.*"clipping"/);
  });

  it("draws one dropout mask for all evaluations of a step", () => {
    const weights = [sam(sgd({ lr: 0.1 }), { radius: 0 }), sgd({ lr: 0.1 })].map((rule) => {
      const random = new Random(3);
      const model = new Sequential(new Dropout(0.5, { random }), new Linear(1, 1, { random: new Random(2) }));
      const optimizer = new Optimizer(model.parameters(), rule);
      for (let step = 0; step < 5; step++) trainStep(model, optimizer, batch);
      return model.parameters().flatMap(({ data }) => [...data]);
    });
    expect(weights[0]).toEqual(weights[1]);
  });
});

/** A model whose loss is finite only if dropout drops its first input. */
function failure(seed: number, rule: Rule): string | null {
  const random = new Random(seed);
  const model = new Sequential(new Dropout(0.5, { random }), new Linear(2, 1, { random }));
  model.parameters()[0].assign([1e20, 1]);
  const optimizer = new Optimizer(model.parameters(), rule);
  try {
    trainStep(model, optimizer, { inputs: tensor([[1e10, 1]]), targets: tensor([[0]]) });
    return null;
  } catch (error) {
    expect(error).toBeInstanceOf(DivergenceError);
    return (error as Error).message;
  }
}

describe("a loss that is not finite", () => {
  it.each([sgd({ lr: 1e-3 }), sam(sgd({ lr: 1e-3 }))])("is explained with the same dropout mask: $name", (rule) => {
    const failures = Array.from({ length: 20 }, (_, seed) => failure(seed, rule)).filter((text) => text !== null);
    expect(failures.length).toBeGreaterThan(4);
    expect(failures.length).toBeLessThan(16);
    for (const text of failures) expect(text).toMatch(/^loss Infinity! .*\n.*\ndetectAnomaly: \w+ /);
  });

  it("is refused even if clipping makes the gradients finite", () => {
    const { model, optimizer } = line(adam({ lr: 0.1 }));
    model.parameters()[0].assign([1e20]);
    const before = model.weight.data.slice();
    expect(() => trainStep(model, optimizer, batch, undefined, { clip: 1 })).toThrow(
      /the loss is Infinity at step 1; no parameter was changed\nlearning rate 0\.1/,
    );
    expect(model.weight.data).toEqual(before);
  });

  it("is allowed where the optimizer skips such steps", () => {
    const { model } = line();
    model.parameters()[0].assign([1e20]);
    const optimizer = new Optimizer(model.parameters(), sgd({ lr: 0.1 }), { nonFinite: "skip" });
    expect(trainStep(model, optimizer, batch, undefined, { clip: 1 }).loss).toBe(Infinity);
  });
});
