/** @file Settings that a rule cannot use: the error says who, what must be true, and what was given. */
import { describe, expect, it } from "vitest";
import { adagrad, adam, momentum, Optimizer, type RuleFactory, rules, sgd } from "../../src/optim/index.ts";
import { formsOf } from "../support/formsOf.ts";

const byName: Readonly<Record<string, RuleFactory>> = rules;

const settings = Object.entries(byName).flatMap(([rule, factory]) =>
  formsOf(factory).flatMap(({ variant, hyper, kinds }) =>
    Object.keys(hyper).map((name) => ({ rule, variant, factory, name, kind: kinds[name] })),
  ),
);

describe("every hyperparameter of every rule and variant", () => {
  it.each(settings)("$rule $variant: $name", ({ rule, variant, factory, name, kind }) => {
    for (const value of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, "0.1", true, null]) {
      const shown = typeof value === "string" ? JSON.stringify(value) : value;
      expect(() => factory({ variant, [name]: value as number })).toThrow(
        `${rule}: ${name} must be ${kind.text}, got ${shown}`,
      );
    }
    expect(factory({ variant, [name]: undefined }).hyper).toEqual(factory({ variant }).hyper);
    const schedule = () => 0;
    expect(factory({ variant, [name]: schedule }).hyper[name]).toBe(schedule);
  });
});

/** The last number that is allowed on each side, and the first that is not. */
const bounds: [rule: string, name: string, allowed: number[], refused: number[], text: string][] = [
  ["adam", "lr", [0, 1e300], [-1e-300], "a finite number >= 0"],
  ["adam", "beta1", [0, 1 - 2 ** -53], [-1e-300, 1], "in [0, 1)"],
  ["adam", "beta2", [0, 1 - 2 ** -53], [-1e-300, 1], "in [0, 1)"],
  ["adam", "epsRoot", [0, 1], [-1e-300], "a finite number >= 0"],
  ["momentum", "mu", [0, 0.999], [-0.1, 1], "in [0, 1)"],
  ["rmsprop", "rho", [0, 0.999], [-0.1, 1], "in [0, 1)"],
  ["scheduleFreeSgd", "beta", [0, 0.999], [-0.1, 1], "in [0, 1)"],
  ["scheduleFreeSgd", "warmupSteps", [0, 100], [-1, 0.5], "an integer >= 0"],
  ["asgd", "alpha", [1e-300, 1], [0, 1.1], "in (0, 1]"],
  ["rprop", "etaPlus", [1, 2], [0.99], "a finite number >= 1"],
  ["rprop", "etaMinus", [1e-300, 1], [0, 1.1], "in (0, 1]"],
  ["adabound", "gamma", [1e-300, 2], [0, -1], "a finite number > 0"],
  ["radam", "threshold", [-3, 100], [], "a finite number"],
];

describe("the range of a hyperparameter", () => {
  it.each(bounds)("%s: %s", (rule, name, allowed, refused, text) => {
    for (const value of allowed) expect(byName[rule]({ [name]: value }).hyper[name]).toBe(value);
    for (const value of refused)
      expect(() => byName[rule]({ [name]: value })).toThrow(`${rule}: ${name} must be ${text}, got ${value}`);
  });

  it("applies to a schedule's values at the step that uses them", () => {
    const param = { data: Float64Array.of(1), grad: Float64Array.of(1), shape: [1] };
    const optimizer = new Optimizer([param], sgd({ lr: (t) => 2 - t }));
    optimizer.step();
    optimizer.step();
    expect(() => optimizer.step()).toThrow("sgd: lr must be a finite number >= 0, got -1");
    expect(param.data[0]).toBe(0);
  });

  it("applies to the values of a group", () => {
    const param = { data: Float64Array.of(1), grad: null, shape: [1] };
    const groups = (hyper: Record<string, number>) => [{ params: [param], hyper }];
    expect(() => new Optimizer(groups({ lr: -1 }), adam())).toThrow("adam: lr must be a finite number >= 0, got -1");
    expect(() => new Optimizer(groups({ mu: 0.9 }), adam())).toThrow('adam: unknown option "mu"');
  });
});

describe("names", () => {
  it("that do not exist are refused, with a list of valid ones", () => {
    expect(() => adam({ learningRate: 0.1 } as object)).toThrow(
      'adam: unknown option "learningRate"; options: lr, beta1, beta2, eps, epsRoot, variant',
    );
    expect(() => adagrad({ hasOwnProperty: 1 } as object)).toThrow('adagrad: unknown option "hasOwnProperty"');
  });

  it("are needed: a bare number is not a learning rate", () => {
    expect(() => adam(0.1 as unknown as object)).toThrow("adam: options must be an object with lr, beta1,");
  });

  it("of variants that do not exist are refused, with a list of valid ones", () => {
    expect(() => momentum({ variant: "torch" as "pytorch" })).toThrow(
      'momentum: unknown variant "torch"; did you mean "pytorch"? Variants: pytorch',
    );
    expect(() => adam({ variant: true as unknown as "mlx" })).toThrow("adam: variant must be a name, got true");
    expect(() => sgd({ variant: "keras" } as object)).toThrow('sgd: unknown variant "keras"; there are none');
  });

  it("of numbers that a variant does not have are refused", () => {
    expect(() => adam({ variant: "mlx", epsRoot: 1 })).toThrow('adam: unknown option "epsRoot"');
    expect(() => adam({ dampening: 1 } as object)).toThrow('adam: unknown option "dampening"');
    expect(() => momentum({ dampening: 0.5 })).toThrow('momentum: unknown option "dampening"');
  });
});
