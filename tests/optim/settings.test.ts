/** @file What a rule says to settings that it cannot use: who, what was given, what would do. */
import { describe, expect, it } from "vitest";
import { adagrad, adam, momentum, Optimizer, rules, sgd } from "../../src/optim/index.ts";

const settings = Object.entries(rules).flatMap(([rule, factory]) =>
  Object.keys(factory().hyper).map((name) => ({ rule, factory, name })),
);

describe("every hyperparameter of every rule", () => {
  it.each(settings)("$rule: $name", ({ rule, factory, name }) => {
    for (const value of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, "0.1", true, null]) {
      const named = new RegExp(
        `^${rule}: ${name} is ${typeof value === "string" ? JSON.stringify(value) : value}; it needs`,
      );
      expect(() => factory({ [name]: value as number })).toThrow(named);
    }
    expect(factory({ [name]: undefined as unknown as number }).hyper).toEqual(factory().hyper);
    const schedule = () => 0;
    expect(factory({ [name]: schedule }).hyper[name]).toBe(schedule);
  });
});

/** The last number that is allowed on each side, and the first that is not. */
const bounds: [rule: string, name: string, allowed: number[], refused: number[], text: string][] = [
  ["adam", "lr", [0, 1e300], [-1e-300], "a finite number, 0 or more"],
  ["adam", "beta1", [0, 1 - 2 ** -53], [-1e-300, 1], "at least 0 and below 1"],
  ["adam", "beta2", [0, 1 - 2 ** -53], [-1e-300, 1], "at least 0 and below 1"],
  ["momentum", "mu", [0, 0.999], [-0.1, 1], "at least 0 and below 1"],
  ["rmsprop", "rho", [0, 0.999], [-0.1, 1], "at least 0 and below 1"],
  ["scheduleFreeSgd", "beta", [0, 0.999], [-0.1, 1], "at least 0 and below 1"],
  ["scheduleFreeSgd", "warmupSteps", [0, 100], [-1, 0.5], "a whole number, 0 or more"],
  ["asgd", "alpha", [1e-300, 1], [0, 1.1], "above 0 and at most 1"],
  ["rprop", "etaPlus", [1, 2], [0.99], "a finite number, 1 or more"],
  ["rprop", "etaMinus", [1e-300, 1], [0, 1.1], "above 0 and at most 1"],
  ["adabound", "gamma", [1e-300, 2], [0, -1], "a finite number above 0"],
  ["adamw", "baseLr", [1e-300, 2], [0, -1], "a finite number above 0"],
  ["radam", "threshold", [-3, 100], [], "a finite number"],
];

describe("the range of a hyperparameter", () => {
  it.each(bounds)("%s: %s", (rule, name, allowed, refused, text) => {
    for (const value of allowed) expect(rules[rule]({ [name]: value }).hyper[name]).toBe(value);
    for (const value of refused)
      expect(() => rules[rule]({ [name]: value })).toThrow(`${rule}: ${name} is ${value}; it needs to be ${text}`);
  });

  it("holds for a schedule's values too, at the step that uses them", () => {
    const param = { data: Float64Array.of(1), grad: Float64Array.of(1), shape: [1] };
    const optimizer = new Optimizer([param], sgd({ lr: (t) => 2 - t }));
    optimizer.step();
    optimizer.step();
    expect(() => optimizer.step()).toThrow("sgd: lr is -1; it needs to be a finite number, 0 or more");
    expect(param.data[0]).toBe(0);
  });

  it("holds for a group's own values", () => {
    const param = { data: Float64Array.of(1), grad: null, shape: [1] };
    const groups = (hyper: Record<string, number>) => [{ params: [param], hyper }];
    expect(() => new Optimizer(groups({ lr: -1 }), adam())).toThrow("adam: lr is -1;");
    expect(() => new Optimizer(groups({ mu: 0.9 }), adam())).toThrow('adam: there is no "mu"; valid are lr, beta1,');
  });
});

describe("names", () => {
  it("that do not exist are refused, with those that do", () => {
    expect(() => adam({ learningRate: 0.1 } as object)).toThrow(
      'adam: unknown option "learningRate"; options: lr, beta1, beta2, eps, epsPlacement, biasCorrection',
    );
    expect(() => adagrad({ hasOwnProperty: 1 } as object)).toThrow('adagrad: unknown option "hasOwnProperty"');
  });

  it("are needed: a bare number is no learning rate", () => {
    expect(() => adam(0.1 as unknown as object)).toThrow("adam: options must be an object with lr, beta1,");
  });

  it("of forms that do not exist are refused, with those that do", () => {
    expect(() => momentum({ lrPlacement: "both" as "inside" })).toThrow(
      'momentum: lrPlacement is "both"; valid are "inside", "outside"',
    );
    expect(() => adam({ biasCorrection: "no" as unknown as boolean })).toThrow(
      'adam: biasCorrection is "no"; valid are true, false',
    );
  });
});
