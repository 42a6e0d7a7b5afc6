/** @file Compiled rules make the updates of the loops that they were derived from. */
import { afterEach, describe, expect, test } from "vitest";
import { Random } from "../../src/autograd/random.ts";
import * as kernels from "../../src/kernels/index.ts";
import * as reference from "../../src/kernels/reference/index.ts";
import { residentZeros } from "../../src/kernels/residentZeros.ts";
import { useFast } from "../../src/kernels/useFast.ts";
import { useReference } from "../../src/kernels/useReference.ts";
import { forgetInstance, instance } from "../../src/kernels/wasm/instance.ts";
import { defineRule } from "../../src/optim/defineRule.ts";
import { adam, Optimizer, type Rule, type RuleFactory, rules, sgd } from "../../src/optim/index.ts";
import type { State } from "../../src/optim/rule.ts";
import { type TracedRule, traceUpdate } from "../../src/optim/trace.ts";
import { traceOf } from "../../src/testing/traceOf.ts";
import { formsOf } from "../support/formsOf.ts";

type Numbers = Float32Array | Float64Array;

afterEach(() => {
  useFast();
  forgetInstance();
});

/** Every form of every rule with a title. lr is so large that the last place of θ is small against a step. */
const forms = Object.values(rules as Readonly<Record<string, RuleFactory>>)
  .flatMap((factory) => formsOf(factory, { lr: 0.05 }))
  .map((rule): [title: string, rule: Rule] => [`${rule.name} ${rule.variant}`.trim(), rule]);

const isCompiled = ({ definition, variant }: Rule): boolean => typeof definition.kernel?.forms[variant] === "function";

interface Course {
  theta: Numbers;
  state: State;
  /** Σ over the steps of |change|, for each element of θ. */
  distance: Float64Array;
}

/** Updates with random gradients, some of them 0. The same length and steps give the same gradients. */
function follow(rule: Rule, theta: Numbers, steps: number, update = rule.update): Course {
  const random = new Random(theta.length);
  const draw = (): number => (random.integer(9) === 0 ? 0 : random.normal());
  const shape = [theta.length];
  for (let i = 0; i < theta.length; i++) theta[i] = 0.1 * draw();
  const hyper = Object.fromEntries(
    Object.entries(rule.hyper).map(([name, value]) => [name, typeof value === "number" ? value : value(1)]),
  );
  const state = rule.init(theta, shape, hyper);
  const distance = new Float64Array(theta.length);
  for (let t = 1; t <= steps; t++) {
    const before = theta.slice();
    update({ theta, g: theta.map(draw), t, shape }, state, hyper);
    for (let i = 0; i < theta.length; i++) distance[i] += Math.abs(theta[i] - before[i]);
  }
  return { theta, state, distance };
}

const steps = 20;

/** Allows 1e-6 of the distance travelled, and the last place of θ, which each step may round the other way. */
function expectTogether(fast: Course, plain: Course): void {
  const mean = plain.distance.reduce((sum, d) => sum + d, 0) / plain.distance.length;
  for (let i = 0; i < plain.theta.length; i++) {
    const bound = 1e-6 * (plain.distance[i] + mean) + steps * 2 ** -24 * Math.abs(plain.theta[i]);
    const apart = Math.abs(fast.theta[i] - plain.theta[i]);
    if (!(apart <= bound)) expect.fail(`element ${i} of ${plain.theta.length}: ${apart} apart, ${bound} allowed`);
  }
}

describe("a compiled rule", () => {
  const lengths = [...Array.from({ length: 33 }, (_, i) => i + 1), 1000, 4099];
  const compiled = forms.filter(([, rule]) => isCompiled(rule));

  test("there are many, and there is an instance to run them", () => {
    expect(compiled.length).toBeGreaterThan(40);
    expect(instance()).not.toBeNull();
  });

  test("every other form says why it stays a loop", () => {
    const reasons = forms
      .filter(([, rule]) => !isCompiled(rule))
      .map(([title, { definition, variant }]) => [title, definition.kernel?.forms[variant]]);
    expect(Object.fromEntries(reasons)).toEqual({
      adafactor: "it calls `normalized`",
      "adafactor transformers": "it calls `normalized`",
      lbfgs: "it evaluates the loss itself",
      muon: "the parameter `shape: [rows]` is more than a name",
      "muon momentum": "the parameter `shape: [rows]` is more than a name",
      "muon moonlight": "the parameter `shape: [rows]` is more than a name",
      prodigy: "it needs statistics of all parameters together",
      ranger: undefined,
      "ranger original": undefined,
    });
  });

  test.each(compiled)("%s moves θ as its loop does, wherever the arrays live", (_title, rule) => {
    for (const length of lengths) {
      useReference();
      const plain = follow(rule, new Float32Array(length), steps);
      useFast();
      const resident = follow(rule, residentZeros(new Float32Array(length)), steps);
      expectTogether(resident, plain);
      const ordinary = follow(rule, new Float32Array(length), steps);
      expect(ordinary.theta, "outside the kernels' memory").toEqual(resident.theta);
      for (const slot in plain.state) expect(ordinary.state[slot], slot).toEqual(resident.state[slot]);
    }
  });

  test("a part of a larger array changes nothing beyond its ends", () => {
    const whole = residentZeros(new Float32Array(0), 40).fill(3);
    const theta = whole.subarray(8, 21);
    const rule = sgd();
    const step = (theta: Numbers, g: Numbers): void =>
      rule.update({ theta, g, t: 1, shape: [g.length] }, {}, { lr: 1 });
    step(residentZeros(new Float32Array(0), 40), new Float32Array(40).fill(5)); // what is left where g will be staged
    step(theta, new Float32Array(13).fill(1));
    expect([...whole]).toEqual(Array.from({ length: 40 }, (_, i) => (i >= 8 && i < 21 ? 2 : 3)));
  });

  test.each([
    ["Float64", new Float64Array(50)],
    ["too long", residentZeros(new Float32Array(0), 51)],
  ])("a buffer that is %s goes through the loop to the bit", (_kind, v) => {
    const { update, hyper } = adam({ lr: 1 });
    const run = (): Float32Array => {
      const theta = new Float32Array(50).fill(1);
      const g = theta.map((_, i) => Math.sin(i));
      update(
        { theta, g, t: 1, shape: [50] },
        { m: new Float32Array(50), v: v.slice() },
        hyper as Record<string, number>,
      );
      return theta;
    };
    const fast = run();
    useReference();
    expect(fast).toEqual(run());
  });

  test("Float64 parameters go through the loop to the bit", () => {
    const fast = follow(adam(), new Float64Array(50), steps);
    useReference();
    expect(fast.theta).toEqual(follow(adam(), new Float64Array(50), steps).theta);
  });
});

describe("which loop a rule runs", () => {
  /** A rule of Adam's name with Adam's hyperparameters and buffers that does something else. */
  const impostor = defineRule({
    name: "adam",
    hyper: { lr: 1e-3, beta1: 0.9, beta2: 0.999, eps: 1e-8 },
    init: (theta) => ({ m: theta.slice(), v: theta.slice() }),
    update({ theta }) {
      theta.fill(7);
    },
  });

  test("another rule of a built-in rule's name keeps its own", () => {
    const param = { data: new Float32Array(100), grad: new Float32Array(100).fill(1), shape: [100] };
    new Optimizer([param], impostor()).step();
    expect(param.data).toEqual(new Float32Array(100).fill(7));
  });

  test("an optimizer's step runs the kernel, and after useReference the loop", () => {
    const train = (): Float32Array => {
      const data = Float32Array.from({ length: 300 }, (_, i) => Math.fround(Math.sin(i)));
      const param = { data, grad: data.map((x) => x * x - 0.3), shape: [300] };
      const optimizer = new Optimizer([param], adam({ lr: 0.1 }));
      for (let step = 0; step < 10; step++) optimizer.step();
      return data;
    };
    const fast = train();
    useReference();
    const plain = train();
    expect(fast).not.toEqual(plain);
    for (let i = 0; i < 300; i++) expect(Math.abs(fast[i] - plain[i])).toBeLessThan(2e-6);
  });
});

test.each(forms.filter(([, rule]) => traceOf(rule) !== undefined))(
  "50 updates statement by statement leave the bits of the loop: %s",
  (_title, rule) => {
    const loop = follow(rule, new Float64Array(7), 50);
    const traced = follow(rule, new Float64Array(7), 50, (step, state, hyper) =>
      traceUpdate(traceOf(rule) as TracedRule, step, state, hyper),
    );
    expect(traced.theta).toEqual(loop.theta);
    expect(traced.state).toEqual(loop.state);
  },
);

test("a NaN or infinity anywhere is noticed, at every length, as by the loop", () => {
  for (const length of [1, 3, 63, 64, 65, 4095, 4096, 4097, 9001]) {
    const x = Float32Array.from({ length }, (_, i) => 3e38 * Math.sin(i));
    expect([kernels.allFinite(x), reference.allFinite(x)]).toEqual([x, x]);
    for (const value of [NaN, Infinity, -Infinity]) {
      for (const at of [0, length >> 1, length - 1]) {
        const broken = x.slice();
        broken[at] = value;
        expect([kernels.allFinite(broken), reference.allFinite(broken)], `${value} at ${at}`).toEqual([null, null]);
      }
    }
  }
});

test.each([64, 65, 300_000])(
  "a gradient of %i numbers is copied while it is checked, to the same place each time",
  (length) => {
    const x = Float32Array.from({ length }, (_, i) => Math.sin(i));
    const copy = kernels.allFinite(x, null);
    expect(copy).not.toBe(x);
    expect(copy).toEqual(x);
    x[length - 1] = 2;
    expect(kernels.allFinite(x, copy)).toBe(copy);
    expect(copy).toEqual(x);
    expect(kernels.allFinite(copy as Float32Array, null)).toBe(copy);
    x[length - 1] = NaN;
    expect(kernels.allFinite(x, copy)).toBe(null);
    expect(kernels.allFinite(new Float64Array(length), null)).toEqual(new Float64Array(length));
  },
);
