/** @file Rules made from rules. Their equations: golden.test.ts; here how they go around each other. */

import { describe, expect, it } from "vitest";
import * as optim from "../../src/optim/index.ts";
import {
  adam,
  adamax,
  agc,
  centralize,
  clipByNorm,
  decoupledDecay,
  defineRule,
  defineWrapper,
  ema,
  l2,
  lookahead,
  maximize,
  momentum,
  Optimizer,
  type Rule,
  radam,
  ranger,
  rules,
  scheduleFreeAdamw,
  scheduleFreeSgd,
  sgd,
  swa,
  type WrapperFactory,
  wrappers,
  zerosLike,
} from "../../src/optim/index.ts";
import { driveRule, type Run } from "../../src/testing/driveRule.ts";
import { moves } from "../../src/testing/support/moves.ts";
import { trajectory } from "../../src/testing/support/trajectory.ts";

/** Feels the weights, so that a state or an order that is wrong shows. */
const run = (steps = 12): Run => ({
  start: [1, -2, 0.5, 3, -0.3, 0.8],
  shape: [2, 3],
  gradient: (theta, t) => theta.map((x, i) => 0.7 * x * (1 + (i % 3)) + Math.sin(2 * t + i)),
  steps,
});
const path = (rule: Rule, steps?: number): number[][] => trajectory(optim, rule, run(steps));

/** Required settings, with values small enough to have an effect. */
const settings: Record<string, Record<string, number>> = {
  l2: { l2: 0.1 },
  clipByValue: { limit: 0.3 },
  clipByNorm: { maxNorm: 0.5 },
  centralize: { outputAxis: 0 },
  agc: { clip: 0.1 },
  decoupledDecay: { weightDecay: 0.1 },
  lookahead: { k: 3 },
  ema: { decay: 0.9 },
};
const names = Object.values(wrappers)
  .filter(({ definition }) => !definition.needsClosure)
  .map(({ definition }) => definition.name);
const byName: Readonly<Record<string, WrapperFactory>> = wrappers;
const wrap = (name: string, inner: Rule): Rule => byName[name](inner, settings[name]);

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
