/** @file What a rule says to settings that it cannot use: who, what was given, what would do. */
import { describe, expect, it } from "vitest";
import { adagrad, adam, momentum, Optimizer, type RuleFactory, rules, sgd } from "../../src/optim/index.ts";

const byName: Readonly<Record<string, RuleFactory>> = rules;

const settings = Object.entries(rules).flatMap(([rule, factory]) =>
  Object.keys(factory().hyper).map((name) => ({ rule, factory, name })),
);

describe("every hyperparameter of every rule", () => {
  it.each(settings)("$rule: $name", ({ rule, factory, name }) => {
    for (const value of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, "0.1", true, null]) {
      const named = new RegExp(
        `^${rule}: ${name} must be .*, got ${typeof value === "string" ? JSON.stringify(value) : value}$`,
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
  ["adam", "lr", [0, 1e300], [-1e-300], "a finite number >= 0"],
  ["adam", "beta1", [0, 1 - 2 ** -53], [-1e-300, 1], "in [0, 1)"],
  ["adam", "beta2", [0, 1 - 2 ** -53], [-1e-300, 1], "in [0, 1)"],
  ["momentum", "mu", [0, 0.999], [-0.1, 1], "in [0, 1)"],
  ["rmsprop", "rho", [0, 0.999], [-0.1, 1], "in [0, 1)"],
  ["scheduleFreeSgd", "beta", [0, 0.999], [-0.1, 1], "in [0, 1)"],
  ["scheduleFreeSgd", "warmupSteps", [0, 100], [-1, 0.5], "an integer >= 0"],
  ["asgd", "alpha", [1e-300, 1], [0, 1.1], "in (0, 1]"],
  ["rprop", "etaPlus", [1, 2], [0.99], "a finite number >= 1"],
  ["rprop", "etaMinus", [1e-300, 1], [0, 1.1], "in (0, 1]"],
  ["adabound", "gamma", [1e-300, 2], [0, -1], "a finite number > 0"],
  ["adamw", "baseLr", [1e-300, 2], [0, -1], "a finite number > 0"],
  ["radam", "threshold", [-3, 100], [], "a finite number"],
];

describe("the range of a hyperparameter", () => {
  it.each(bounds)("%s: %s", (rule, name, allowed, refused, text) => {
    for (const value of allowed) expect(byName[rule]({ [name]: value }).hyper[name]).toBe(value);
    for (const value of refused)
      expect(() => byName[rule]({ [name]: value })).toThrow(`${rule}: ${name} must be ${text}, got ${value}`);
  });

  it("holds for a schedule's values too, at the step that uses them", () => {
    const param = { data: Float64Array.of(1), grad: Float64Array.of(1), shape: [1] };
    const optimizer = new Optimizer([param], sgd({ lr: (t) => 2 - t }));
    optimizer.step();
    optimizer.step();
    expect(() => optimizer.step()).toThrow("sgd: lr must be a finite number >= 0, got -1");
    expect(param.data[0]).toBe(0);
  });

  it("holds for a group's own values", () => {
    const param = { data: Float64Array.of(1), grad: null, shape: [1] };
    const groups = (hyper: Record<string, number>) => [{ params: [param], hyper }];
    expect(() => new Optimizer(groups({ lr: -1 }), adam())).toThrow("adam: lr must be a finite number >= 0, got -1");
    expect(() => new Optimizer(groups({ mu: 0.9 }), adam())).toThrow('adam: unknown option "mu"; options: lr, beta1,');
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
      'momentum: lrPlacement must be "inside" or "outside", got "both"',
    );
    expect(() => adam({ biasCorrection: "no" as unknown as boolean })).toThrow(
      'adam: biasCorrection must be true or false, got "no"',
    );
  });
});
