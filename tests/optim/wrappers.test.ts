/** @file Rules made from rules: what every wrapper does with names, hyperparameters, order and rules. */

import { describe, expect, it } from "vitest";
import * as optim from "../../src/optim/index.ts";
import {
  adam,
  adamax,
  agc,
  clipByNorm,
  decoupledDecay,
  defineRule,
  defineWrapper,
  ema,
  l2,
  lookahead,
  maximize,
  Optimizer,
  type Rule,
  ranger,
  rules,
  scheduleFreeAdamw,
  scheduleFreeSgd,
  sgd,
  wrappers,
  zerosLike,
} from "../../src/optim/index.ts";
import { moves } from "../../src/testing/support/moves.ts";
import { trajectory } from "../../src/testing/support/trajectory.ts";
import { byName, path, settings, wrap } from "../support/rules/wrapped.ts";

const names = Object.values(wrappers)
  .filter(({ definition }) => !definition.needsClosure)
  .map(({ definition }) => definition.name);

describe.each(names)("%s", (name) => {
  it("wraps any wrapper of any rule, and itself", () => {
    for (const other of names) {
      const rule = wrap(name, wrap(other, adam({ lr: 0.05 })));
      expect(rule.name).toBe(`${name}(${other}(adam))`);
      const theta = path(rule).at(-1)!;
      expect(theta.every(Number.isFinite)).toBe(true);
    }
  });

  it("does not change the gradient array", () => {
    const param = { data: Float64Array.of(1, 2, 3, 4), grad: Float64Array.of(9, -8, 7, -6), shape: [2, 2] };
    const { grad } = param;
    new Optimizer([param], wrap(name, sgd())).step();
    expect([...grad]).toEqual([9, -8, 7, -6]);
    expect(param.grad).toBe(grad);
  });

  it("refuses unknown options, values out of range, and arguments other than rules", () => {
    expect(() => byName[name](sgd(), { ...settings[name], lr: 1 })).toThrow(`${name}: unknown option "lr"; `);
    expect(() => byName[name](undefined as never)).toThrow(
      `${name}: the first argument must be a rule, as in ${name}(adam()), got undefined`,
    );
    for (const key of Object.keys(wrap(name, sgd()).hyper).filter((key) => key !== "lr"))
      expect(() => byName[name](sgd(), { ...settings[name], [key]: -1 })).toThrow(
        new RegExp(`^${name}: ${key} must be .*, got -1$`),
      );
  });
});

describe("hyperparameters without default", () => {
  it.each([
    ["l2", "l2"],
    ["clipByValue", "limit"],
    ["clipByNorm", "maxNorm"],
    ["centralize", "outputAxis"],
  ])("%s: %s must be given", (name, key) => {
    expect(() => byName[name](sgd())).toThrow(`${name}: ${key} is missing; give it as { ${key}: … }`);
  });
});

describe("names", () => {
  it("are those of both; a duplicate name gets the wrapper's name as its prefix", () => {
    const rule = agc(lookahead(adam(), { variant: "reset" }));
    expect(Object.keys(rule.hyper)).toEqual([
      "lr",
      "beta1",
      "beta2",
      "eps",
      "epsRoot",
      "k",
      "alpha",
      "clip",
      "agc.eps",
    ]);
    expect([rule.variant, agc(adam()).variant]).toEqual(["(reset)", ""]);
    const state = rule.init(new Float64Array(2), [2], {});
    expect(Object.keys(state)).toEqual(["m", "v", "lookahead.slow"]);
  });

  it("of a wrapper around the same wrapper, at any depth, are numbered", () => {
    const rule = lookahead(ema(lookahead(lookahead(sgd(), { k: 2 }), { k: 3 })), { k: 4, variant: "reset" });
    expect(rule.hyper).toEqual({
      lr: 0.01,
      k: 2,
      alpha: 0.5,
      "lookahead2.k": 3,
      "lookahead2.alpha": 0.5,
      decay: 0.999,
      "lookahead3.k": 4,
      "lookahead3.alpha": 0.5,
    });
    expect(rule.variant).toBe("reset");
    expect(Object.keys(lookahead(ranger()).init(new Float64Array(2), [2], {}))).toEqual([
      "m",
      "v",
      "lookahead.slow",
      "lookahead2.slow",
    ]);
  });

  it("of nested wrappers stay apart where the name itself ends with a digit", () => {
    const rule = l2(l2(l2(sgd({ lr: 1 }), { l2: 0.5 }), { l2: 0.25 }), { l2: 0.125 });
    expect(rule.hyper).toEqual({ lr: 1, l2: 0.5, "l22.l2": 0.25, "l23.l2": 0.125 });
    expect(moves(optim, rule, [0], 8)).toEqual([-7]);
    // Between these, the number that would follow is taken.
    const named = (name: string) =>
      defineWrapper({
        name,
        hyper: {},
        init: () => ({ n: Float64Array.of(0) }),
        update: (_, __, ___, one) => one.update(),
      });
    const [count, count2] = [named("count"), named("count2")];
    expect(Object.keys(count(count(count2(sgd()))).init(new Float64Array(1), [1], {}))).toEqual([
      "count2.n",
      "count.n",
      "count3.n",
    ]);
  });

  it("reach the right rule from a group, and take schedules", () => {
    const params = [1, 2].map(() => ({ data: Float64Array.of(3, 4), grad: Float64Array.of(30, 40), shape: [2] }));
    const rule = agc(adam({ lr: 0.1, eps: 0 }), { clip: 1, eps: 1e-3 });
    const optimizer = new Optimizer(
      [{ params: [params[0]] }, { params: [params[1]], hyper: { clip: () => 0.1, "agc.eps": 20 } }],
      rule,
    );
    optimizer.step();
    const m = optimizer.parameterStates().map(({ state }) => state!.m[0] / (1 - 0.9));
    // ‖θ‖ = 5, ‖g‖ = 50: to 1 · 5, and to 0.1 · max(5, 20).
    expect(m[0]).toBeCloseTo(3, 12);
    expect(m[1]).toBeCloseTo(1.2, 12);
    expect(() => new Optimizer([{ params, hyper: { "agc.eps": -1 } }], rule)).toThrow(
      "agc.eps must be a finite number >= 0, got -1",
    );
  });
});

describe("order", () => {
  it("runs from the outside in: the outer wrapper changes the gradient first", () => {
    const [decayedThenClipped, clippedThenDecayed] = [
      l2(clipByNorm(sgd({ lr: 1 }), { maxNorm: 1 }), { l2: 0.5 }),
      clipByNorm(l2(sgd({ lr: 1 }), { l2: 0.5 }), { maxNorm: 1 }),
    ];
    expect(moves(optim, decayedThenClipped, [3], 8)).toEqual([-1]);
    expect(moves(optim, clippedThenDecayed, [3], 8)).toEqual([-5]);
  });

  it("l2 inside maximize decays, outside it rewards large weights", () => {
    expect(moves(optim, maximize(l2(sgd({ lr: 1 }), { l2: 0.5 })), [0], 8)).toEqual([-4]);
    expect(moves(optim, l2(maximize(sgd({ lr: 1 })), { l2: 0.5 }), [0], 8)).toEqual([4]);
  });

  it("a rule that prepares is prepared with the changed gradient", () => {
    const seen: number[] = [];
    const preparing = defineRule({
      name: "preparing",
      hyper: { lr: 1 },
      init: (theta) => ({ m: zerosLike(theta) }),
      prepare: (turns) => void seen.push(...turns.map(({ step }) => step.g[0])),
      update: ({ g }) => void seen.push(g[0]),
    });
    moves(optim, ema(maximize(preparing())), [2]);
    expect(seen).toEqual([-2, -2]);
  });
});

describe("a wrapper refuses a rule that it cannot wrap", () => {
  it("decoupledDecay refuses a rule without lr", () => {
    const without = defineRule({ name: "without", hyper: { mu: 0.5 }, init: () => ({}), update: () => {} });
    expect(() => decoupledDecay(without())).toThrow("decoupledDecay: without has no lr for the decay to follow");
  });

  it("decoupledDecay and lookahead refuse a rule that recomputes its weights at every step", () => {
    for (const wrap of [decoupledDecay, lookahead]) {
      for (const rule of [scheduleFreeSgd(), scheduleFreeAdamw(), l2(scheduleFreeSgd(), { l2: 0.1 })]) {
        expect(() => wrap(rule)).toThrow(/recomputes its weights from its own averages/);
      }
    }
  });

  it("lookahead resets and interpolates momentum only: Adamax's largest gradients stay", () => {
    for (const variant of ["reset", "interpolate"] as const) {
      const param = { data: new Float64Array(1), grad: Float64Array.of(3), shape: [1] };
      const optimizer = new Optimizer([param], lookahead(adamax(), { k: 1, variant }));
      optimizer.step();
      expect(optimizer.parameterStates()[0].state?.uMax[0]).toBe(3);
      expect(optimizer.parameterStates()[0].state?.m[0]).toBeLessThan(0.3);
    }
  });
});

describe("elementwise", () => {
  /** True if no other weight's gradient changes the first weight's path. */
  function isElementwise(rule: Rule): boolean {
    const first = (other: number): number[] =>
      trajectory(optim, rule, {
        start: [1, 2, 3, 4],
        shape: [2, 2],
        gradient: (_, t) => [Math.sin(t), other * Math.cos(t), 0.3, 2],
        steps: 8,
      }).map(([x]) => x);
    return first(1).every((x, t) => x === first(3)[t]);
  }

  it.each(Object.entries(rules).filter(([, { definition }]) => !definition.needsClosure))(
    "is true of %s exactly where its weights move independently",
    (_name, factory) => {
      expect(factory().elementwise).toBe(isElementwise(factory()));
    },
  );

  it.each(names)("of the wrapper %s is measured, and wrappers around it report the same", (name) => {
    const rule = wrap(name, sgd());
    expect(rule.elementwise).toBe(isElementwise(rule));
    expect(ema(rule).elementwise).toBe(isElementwise(rule));
  });
});
