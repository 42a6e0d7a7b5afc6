/** @file Averaged weights: when there is an average, and of which weights. */

import { describe, expect, it } from "vitest";
import { adam, asgd, ema, lookahead, Optimizer, type Rule, scheduleFreeSgd, sgd, swa } from "../../src/optim/index.ts";

const parameter = (value: number) => ({ data: Float64Array.of(value), grad: Float64Array.of(1), shape: [1] });

/** The weight that eval() puts in after each step, and what eval() returns. Every step subtracts 1. */
function evaluations(rule: Rule, steps: number): [weight: number, averaged: boolean][] {
  const param = parameter(0);
  const optimizer = new Optimizer([param], rule);
  return Array.from({ length: steps }, () => {
    optimizer.step();
    const averaged = optimizer.eval();
    const weight = param.data[0];
    optimizer.train();
    return [weight, averaged];
  });
}

describe("eval() before there is an average", () => {
  it("leaves the current weights of SWA in and returns false", () => {
    expect(evaluations(swa(sgd({ lr: 1 }), { start: 100 }), 4)).toEqual([
      [-1, false],
      [-2, false],
      [-3, false],
      [-4, false],
    ]);
  });

  it("returns true from the first averaged weights on, through other wrappers too", () => {
    const expected = [
      [-1, false],
      [-2, true],
      [-2, true],
      [-3, true],
    ];
    expect(evaluations(swa(sgd({ lr: 1 }), { start: 2, every: 2 }), 4)).toEqual(expected);
    expect(evaluations(lookahead(swa(sgd({ lr: 1 }), { start: 2, every: 2 }), { k: 100 }), 4)).toEqual(expected);
  });

  it("returns true for an average around SWA, which has its own", () => {
    expect(evaluations(ema(swa(sgd({ lr: 1 }), { start: 100 })), 1)).toEqual([[-1, true]]);
  });

  it("returns false for ASGD before t0, for rules without averages, and before the first step", () => {
    expect(evaluations(asgd({ lr: 1, lambd: 0, t0: 1 }), 4).map(([, averaged]) => averaged)).toEqual([
      false,
      false,
      true,
      true,
    ]);
    expect(evaluations(adam(), 1)[0][1]).toBe(false);
    expect(new Optimizer([parameter(1)], scheduleFreeSgd()).eval()).toBe(false);
  });
});

describe("a group added later", () => {
  it("counts start and every of SWA from its own start", () => {
    const [first, late] = [parameter(0), parameter(100)];
    const optimizer = new Optimizer([first], swa(sgd({ lr: 1 }), { start: 2, every: 2 }));
    for (let step = 0; step < 3; step++) optimizer.step();
    optimizer.addGroup({ params: [late] });
    const seen: [number, number, boolean][] = [];
    for (let step = 4; step <= 7; step++) {
      optimizer.step();
      const averaged = optimizer.eval();
      seen.push([first.data[0], late.data[0], averaged]);
      optimizer.train();
    }
    // The first averages after its updates 2, 4, 6; the late one after its own 2 and 4, which are steps 5 and 7.
    expect(seen).toEqual([
      [-3, 99, false],
      [-3, 98, true],
      [-4, 98, true],
      [-4, 97, true],
    ]);
  });

  it("takes no part in EMA with the weights it came with", () => {
    const [first, late] = [parameter(0), parameter(100)];
    const optimizer = new Optimizer([first], ema(sgd({ lr: 1 })));
    for (let step = 0; step < 50; step++) optimizer.step();
    optimizer.addGroup({ params: [late] });
    optimizer.step();
    optimizer.eval();
    expect(late.data[0]).toBe(99);
  });
});

describe("EMA with its default decay", () => {
  it("has no part of the first weights after few steps; timm's form has most of it", () => {
    const far = (rule: Rule): number => {
      const param = parameter(1000);
      const optimizer = new Optimizer([param], rule);
      param.grad[0] = 1000;
      optimizer.step();
      param.grad[0] = 0;
      for (let step = 0; step < 99; step++) optimizer.step();
      optimizer.eval();
      return param.data[0];
    };
    expect(far(ema(sgd({ lr: 1 })))).toBe(0);
    expect(far(ema(sgd({ lr: 1 }), { variant: "timm" }))).toBeCloseTo(1000 * 0.999 ** 100, 9);
  });

  it("averages by the weights (1 − d) dᵗ⁻ˢ / (1 − dᵗ)", () => {
    // θ = −1, −2, −3 and d = 1/2: weights 1/7, 2/7, 4/7.
    expect(evaluations(ema(sgd({ lr: 1 }), { decay: 0.5 }), 3)[2][0]).toBeCloseTo(-17 / 7, 14);
  });
});
