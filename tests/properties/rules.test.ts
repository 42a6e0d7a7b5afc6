/**
 * @file Rules, wrappers and schedules make no NaN from the hyperparameters that they accept and from finite gradients.
 * The tests try which values a rule accepts, so they cover the ranges that its errors state.
 */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Random } from "../../src/autograd/random.ts";
import type { Kind as ArgumentKind } from "../../src/check/kinds.ts";
import { Optimizer, type Parameter, type Rule, type RuleFactory, rules, wrappers } from "../../src/optim/index.ts";
import { constant, cosine, follow, newBob, reduceOnPlateau } from "../../src/schedules/index.ts";
import { scheduleNames } from "../../src/schedules/scheduleNames.ts";
import { factoryOf } from "../../src/schedules/support/factoryOf.ts";
import { formsOf } from "../support/formsOf.ts";

/** The ends of every range and values between; 0.999… is the last number below 1. */
const numbers = [-1, 0, 1e-8, 1e-3, 0.1, 0.5, 0.9, 0.999, 1 - 2 ** -53, 1, 2, 5, 10];

type Wrap = (inner: Rule) => Rule;

const plain: [string, RuleFactory][] = Object.entries(rules);

/** The settings that wrappers require. */
const needed: Record<string, object> = {
  centralize: { outputAxis: 0 },
  clipByNorm: { maxNorm: 1 },
  clipByValue: { limit: 1 },
  decoupledDecay: { weightDecay: 0.1 },
  l2: { l2: 0.1 },
};
const around = Object.entries(wrappers).map(([name, wrap]): [string, Wrap] => [
  name,
  (inner) => wrap(inner, needed[name]),
]);

type Kind = Float32ArrayConstructor | Float64ArrayConstructor;

function parametersOf(rule: Rule, Kind: Kind): Parameter[] {
  const shapes = rule.name.includes("muon") ? [[2, 3]] : [[2, 3], [3]];
  return shapes.map((shape) => {
    const size = shape.reduce((product, n) => product * n);
    const values = Array.from({ length: size }, (_, i) => (i % 3) - 1);
    return { data: Kind.from(values), grad: null, shape };
  });
}

/** Returns whether a call succeeds. It fails for a value out of range and for a rule that cannot be wrapped. */
function accepts(call: () => unknown): boolean {
  try {
    call();
    return true;
  } catch {
    return false;
  }
}

/** Draws for each hyperparameter one of the numbers that the rule accepts. Matrices here have the axes 0 and 1. */
function hyperOf(rule: Rule): fc.Arbitrary<Record<string, number>> {
  const params = parametersOf(rule, Float64Array);
  const isTaken = (key: string, value: number): boolean =>
    !(key.endsWith("outputAxis") && value > 1) &&
    accepts(() => new Optimizer([{ params, hyper: { [key]: value } }], rule));
  const valuesOf = (key: string): number[] => numbers.filter((value) => isTaken(key, value));
  return fc.record(mapValues(rule.hyper, (_, key) => fc.constantFrom(...valuesOf(key))));
}

const mapValues = <T, U>(from: Readonly<Record<string, T>>, map: (value: T, key: string) => U): Record<string, U> =>
  Object.fromEntries(Object.entries(from).map(([key, value]) => [key, map(value, key)]));

/** Draws one of the rule's forms. */
const formOf = (factory: RuleFactory): fc.Arbitrary<Rule> => fc.constantFrom(...formsOf(factory));

const sizes = fc.array(fc.constantFrom(0, 1e-30, 1e-3, 1, 1e3, 1e6), { minLength: 6, maxLength: 6 });

/**
 * Yields the weights after every step, and the average of weights at the end. Stops where weights diverge so far that
 * squares of their gradients overflow in Float32.
 */
function* train(rule: Rule, hyper: Record<string, number>, sizes: readonly number[], seed: number, Kind: Kind) {
  const random = new Random(seed);
  const params = parametersOf(rule, Kind);
  const optimizer = new Optimizer([{ params, hyper }], rule);
  const weights = (): number[] => params.flatMap(({ data }) => [...data]);
  for (const size of sizes) {
    const pull = weights().map(() => size * random.normal());
    optimizer.step(() => {
      const slopes = weights().map((x, i) => pull[i] + 0.1 * x);
      for (const param of params) param.grad = Kind.from(slopes.splice(0, param.data.length));
      return weights().reduce((sum, x, i) => sum + pull[i] * x + 0.05 * x * x, 0);
    });
    yield weights();
    if (!weights().every((x) => Math.abs(x) < 1e19)) return;
  }
  optimizer.eval();
  yield weights();
}

/** Trains by random rules with random hyperparameters, sizes of gradients and seeds. */
function assertNoNaN(rule: fc.Arbitrary<Rule>, numRuns: number): void {
  const runs = rule.chain((rule) => fc.tuple(fc.constant(rule), hyperOf(rule), sizes, fc.nat()));
  fc.assert(
    fc.property(runs, (run) => {
      for (const Kind of [Float32Array, Float64Array])
        for (const weights of train(...run, Kind)) if (weights.some(Number.isNaN)) throw new Error(`${weights}`);
    }),
    { seed: 20_263, numRuns },
  );
}

describe("no NaN in a weight from", () => {
  it.each(plain)("%s", (_, factory) => {
    assertNoNaN(formOf(factory), 60);
  });

  const inner = fc.constantFrom(...plain).chain(([, factory]) => formOf(factory));
  it.each(around)("%s around any rule, bare or wrapped itself", (_, wrap) => {
    const bare: Wrap = (rule) => rule;
    const wrapped = fc
      .tuple(inner, fc.constantFrom(bare, ...around.map(([, between]) => between)))
      .filter(([rule, between]) => accepts(() => wrap(between(rule))))
      .map(([rule, between]) => wrap(between(rule)));
    assertNoNaN(wrapped, 60);
  });
});

/** Values for the arguments of schedules. Each argument gets one of its kind. */
const things = [
  ...numbers,
  3,
  20,
  -0.5,
  true,
  false,
  [1],
  [3, 7],
  [0.1, 0.5, 2],
  [-1, 0],
  constant(0.1),
  cosine(1, 7),
  "triangular2",
  "expRange",
  "linear",
  "warmup",
];

describe("no NaN from the schedule", () => {
  it.each(scheduleNames)("%s, at any t", (name) => {
    const factory = factoryOf("", name);
    const kinds = Object.values(factory.parameters);
    const argument = (kind: ArgumentKind) => fc.constantFrom(...things.filter((thing) => kind.holds(thing)));
    const schedules = fc.tuple(...kinds.map(argument)).filter((args) => accepts(() => factory(...args)));
    fc.assert(
      fc.property(schedules, (args) => {
        const schedule = factory(...args);
        const values = [1, 2, 3, 4, 5, 8, 19, 20, 21, 100, 1e4, 2 ** 31, 2 ** 53 - 1].map(schedule);
        expect(values.filter(Number.isNaN)).toEqual([]);
        expect(values.slice(0, 9).every(Number.isFinite)).toBe(true);
      }),
      { seed: 20_264, numRuns: 150 },
    );
  });
});

it("no NaN from what follows a metric", () => {
  const settings = fc.record({
    from: fc.constantFrom(...numbers),
    factor: fc.constantFrom(1e-8, 0.5, 0.999),
    startThreshold: fc.constantFrom(0, 0.1, 10),
    reject: fc.boolean(),
  });
  const metrics = fc.array(fc.constantFrom(0, -1, 1, 1e-300, 1e300, -1e300), { maxLength: 12 });
  fc.assert(
    fc.property(settings, metrics, ({ from, factor, startThreshold, reject }, metrics) => {
      const followers = [
        follow(newBob({ from, factor, startThreshold, reject })),
        follow(reduceOnPlateau({ from, factor, patience: 0, mode: reject ? "max" : "min" })),
      ];
      for (const follower of followers)
        for (const metric of metrics) expect(Number.isFinite(follower.report(metric).value)).toBe(true);
    }),
    { seed: 20_265, numRuns: 200 },
  );
});
