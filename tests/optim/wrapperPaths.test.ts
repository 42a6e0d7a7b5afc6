/** @file The paths of single wrappers beside those of the rules inside. Their equations are in golden.test.ts. */

import { describe, expect, it } from "vitest";
import * as optim from "../../src/optim/index.ts";
import {
  adam,
  centralize,
  decoupledDecay,
  defineRule,
  ema,
  l2,
  lookahead,
  maximize,
  momentum,
  Optimizer,
  radam,
  ranger,
  scheduleFreeSgd,
  sgd,
  swa,
} from "../../src/optim/index.ts";
import { driveRule } from "../../src/testing/driveRule.ts";
import { path, run, wrap } from "../support/rules/wrapped.ts";

describe("lookahead", () => {
  it("equals the inner rule if α is 1, bit for bit where the sum rounds back", () => {
    const inner = () => momentum({ lr: 0.25 });
    for (const [t, theta] of path(lookahead(inner(), { alpha: 1, k: 2 })).entries())
      for (const [i, x] of theta.entries()) expect(x).toBeCloseTo(path(inner())[t][i], 12);
  });

  it("nests: the outer slow weights follow the inner ones", () => {
    const nested = path(lookahead(lookahead(sgd({ lr: 0.1 }), { k: 2, alpha: 0.5 }), { k: 4, alpha: 0.25 }), 8);
    let [theta, slow, slower] = [run().start, run().start, run().start];
    for (let t = 1; t <= 8; t++) {
      const g = run().gradient(theta, t);
      theta = theta.map((x, i) => x - 0.1 * g[i]);
      if (t % 2 === 0) theta = slow = slow.map((x, i) => x + 0.5 * (theta[i] - x));
      if (t % 4 === 0) theta = slower = slower.map((x, i) => x + 0.25 * (theta[i] - x));
      for (const [i, x] of theta.entries()) expect(nested[t][i]).toBeCloseTo(x, 12);
    }
  });

  it("accepts a rule without momentum", () => {
    expect(path(lookahead(sgd(), { variant: "reset" }))).toEqual(path(lookahead(sgd())));
  });
});

describe("centralize", () => {
  const grads = (shape: number[], outputAxis: number, g: number[]) => {
    const param = { data: new Float64Array(g.length), grad: Float64Array.from(g), shape };
    new Optimizer([param], centralize(sgd({ lr: 1 }), { outputAxis })).step();
    return [...param.data].map((x) => 0 - x);
  };

  it("takes the mean over all axes but the outputs', wherever they are", () => {
    const g = [1, 2, 3, 4, 5, 6, 7, 80];
    expect(grads([2, 2, 2], 0, g)).toEqual([-1.5, -0.5, 0.5, 1.5, -19.5, -18.5, -17.5, 55.5]);
    expect(grads([2, 2, 2], 1, g)).toEqual([-2.5, -1.5, -20.5, -19.5, 1.5, 2.5, -16.5, 56.5]);
    expect(grads([2, 2, 2], 2, g)).toEqual([-3, -21, -1, -19, 1, -17, 3, 57]);
  });

  it("does not change vectors, and refuses an axis out of range", () => {
    expect(grads([3], 0, [1, 2, 3])).toEqual([1, 2, 3]);
    expect(() => grads([2, 2], 2, [1, 2, 3, 4])).toThrow("centralize: outputAxis must be an axis of [2,2], got 2");
  });
});

describe("ranger", () => {
  it("is RAdam on centralized gradients inside lookahead", () => {
    const inner = radam({ lr: 0.02, beta1: 0.95, eps: 1e-5, variant: "pytorch" });
    const composed = lookahead(centralize(inner, { outputAxis: 1 }), { k: 6, alpha: 0.5 });
    expect(path(ranger({ lr: 0.02, outputAxis: 1 }))).toEqual(path(composed));
    expect(path(ranger({ lr: 0.02, outputAxis: 1 }))).not.toEqual(path(ranger({ lr: 0.02 })));
  });

  it("saves in a checkpoint whether it centralizes", () => {
    const param = () => ({ data: new Float64Array(4), grad: null, shape: [2, 2] });
    const plain = new Optimizer([param()], ranger({ variant: "original" }));
    expect(() => new Optimizer([param()], ranger()).loadStateDict(plain.stateDict())).toThrow(
      'it is the state of variant "original" of ranger, the optimizer has the default form',
    );
  });
});

describe("averages of weights", () => {
  it("do not change training", () => {
    const inner = () => adam({ lr: 0.1 });
    expect(path(ema(swa(inner())))).toEqual(path(inner()));
  });

  it("of the outermost rule are the weights of eval()", () => {
    const outer = driveRule(optim, ema(scheduleFreeSgd({ lr: 0.1 }), { decay: 0.5 }), run(4)).average;
    const theta = path(scheduleFreeSgd({ lr: 0.1 }), 4);
    let expected = theta[1];
    for (let t = 1; t <= 4; t++) {
      const share = 0.5 / (1 - 0.5 ** t);
      expected = expected.map((x, i) => x + share * (theta[t][i] - x));
      for (const [i, x] of expected.entries()) expect(outer[t][i]).toBeCloseTo(x, 12);
    }
  });

  it("of the inner rule are kept by wrappers without one", () => {
    const rule = maximize(l2(scheduleFreeSgd(), { l2: 0.1 }));
    expect(rule.average).toBe("x");
    expect(ema(rule).average).toBe("ema.average");
  });
});

describe("a rule that evaluates the loss itself", () => {
  const exploring = defineRule({
    name: "exploring",
    hyper: { lr: 1 },
    init: () => ({}),
    beforeStep: () => {},
    update: () => {},
  });

  it("cannot be wrapped by wrappers that change gradients", () => {
    for (const name of ["l2", "maximize", "clipByNorm", "centralize"])
      expect(() => wrap(name, exploring())).toThrow(
        `${name}: exploring evaluates the loss itself, and changed gradients would not be those of that loss; put ${name} inside it, or change the loss`,
      );
  });

  it("can be wrapped by wrappers that change weights only", () => {
    const param = { data: Float64Array.of(8), grad: null, shape: [1] };
    const optimizer = new Optimizer(
      [param],
      ema(decoupledDecay(lookahead(exploring(), { k: 2 }), { weightDecay: 0.5 })),
    );
    expect(() => optimizer.step()).toThrow("step needs a closure");
    optimizer.step(() => {
      (param as { grad: Float64Array | null }).grad = Float64Array.of(1);
      return 0;
    });
    expect(param.data[0]).toBe(4);
  });
});
