/** @file L-BFGS: what its book promises, on functions whose answers are known. */

import { describe, expect, it } from "vitest";
import { Random } from "../../src/autograd/index.ts";
import { lbfgs, Optimizer, type OptimizerState } from "../../src/optim/index.ts";
import { fromJson } from "../../src/optim/state/fromJson.ts";
import { toJson } from "../../src/optim/state/toJson.ts";

interface Weights {
  data: Float64Array | Float32Array;
  grad: Float64Array | Float32Array | null;
  shape: number[];
  name: string;
}

const weights = (
  values: ArrayLike<number>,
  Kind: typeof Float64Array | typeof Float32Array = Float64Array,
  name = "x",
): Weights => ({
  data: Kind.from(values),
  grad: null,
  shape: [values.length],
  name,
});

/** A function of one vector with its gradient, as a closure over parameters that together hold the vector. */
type Surface = (x: number[]) => { value: number; gradient: number[] };

function closure(
  params: Weights[],
  surface: Surface,
  count: { evaluations: number } = { evaluations: 0 },
): () => number {
  return () => {
    count.evaluations++;
    const { value, gradient } = surface(params.flatMap(({ data }) => [...data]));
    let start = 0;
    for (const param of params) {
      const part = gradient.slice(start, start + param.data.length);
      param.grad = param.data instanceof Float32Array ? Float32Array.from(part) : Float64Array.from(part);
      start += part.length;
    }
    return value;
  };
}

/** ½ xᵀ A x with A = Q diag(1 … condition) Qᵀ, a random Q made of plane rotations. */
function quadratic(n: number, condition: number, random: Random): Surface {
  const turns = Array.from(
    { length: 3 * n },
    () => [random.integer(n), random.integer(n), random.uniform(0, 6)] as const,
  );
  const rotate = (x: number[], sign: number): number[] => {
    const y = [...x];
    for (const [i, j, angle] of sign > 0 ? turns : [...turns].reverse()) {
      if (i === j) continue;
      const [c, s] = [Math.cos(angle), sign * Math.sin(angle)];
      [y[i], y[j]] = [c * y[i] - s * y[j], s * y[i] + c * y[j]];
    }
    return y;
  };
  const lambda = (i: number): number => condition ** (i / (n - 1));
  return (x) => {
    const u = rotate(x, 1);
    const v = u.map((value, i) => lambda(i) * value);
    return { value: 0.5 * u.reduce((sum, value, i) => sum + value * v[i], 0), gradient: rotate(v, -1) };
  };
}

const rosenbrock: Surface = ([x, y]) => ({
  value: (1 - x) ** 2 + 100 * (y - x * x) ** 2,
  gradient: [-2 * (1 - x) - 400 * x * (y - x * x), 200 * (y - x * x)],
});

describe("lbfgs", () => {
  it("with more pairs than dimensions and a careful search solves a quadratic of condition 1e4 in about n steps", () => {
    const random = new Random(3);
    const start = Array.from({ length: 20 }, () => random.normal());
    const surface = quadratic(20, 1e4, random);
    const solve = (params: Weights[]): number[] => {
      const optimizer = new Optimizer(params, lbfgs({ history: 30, c2: 0.1 }));
      const evaluate = closure(params, surface);
      for (let step = 0; step < 35; step++) optimizer.step(evaluate);
      return params.flatMap(({ data }) => [...data]);
    };
    const whole = solve([weights(start)]);
    expect(surface(whole).value).toBeLessThan(1e-12 * surface(start).value);
    const parts = solve([weights(start.slice(0, 7), Float64Array, "a"), weights(start.slice(7), Float64Array, "b")]);
    expect(parts.every((value, i) => Math.abs(value - whole[i]) < 1e-6)).toBe(true);
  });

  it("reaches the minimum of Rosenbrock's valley in 40 iterations and 60 evaluations", () => {
    const x = weights([-1.2, 1]);
    const optimizer = new Optimizer([x], lbfgs());
    const count = { evaluations: 0 };
    const evaluate = closure([x], rosenbrock, count);
    let steps = 0;
    while (rosenbrock([...x.data]).value > 1e-10 && steps++ < 100) optimizer.step(evaluate);
    expect(steps).toBeLessThanOrEqual(40);
    // One evaluation per step is the closure's own, at the weights it starts from.
    expect(count.evaluations - steps).toBeLessThanOrEqual(60);
    expect(x.data[0]).toBeCloseTo(1, 4);
  });

  it("with an exact Hessian after n pairs: on a quadratic in the plane the second pair makes the third step land", () => {
    const x = weights([3, -2]);
    const optimizer = new Optimizer([x], lbfgs({ c2: 1e-6, evaluations: 60 }));
    const bowl: Surface = ([a, b]) => ({ value: 0.5 * (a * a + 10 * b * b), gradient: [a, 10 * b] });
    for (let step = 0; step < 3; step++) optimizer.step(closure([x], bowl));
    expect(Math.hypot(...x.data)).toBeLessThan(1e-5);
  });

  it("descends at every step, in Float32 too", () => {
    const x = weights([-1.2, 1], Float32Array);
    const optimizer = new Optimizer([x], lbfgs({ history: 3 }));
    let last = Infinity;
    for (let step = 0; step < 40; step++) {
      const loss = optimizer.step(closure([x], rosenbrock));
      expect(loss).toBeLessThanOrEqual(last);
      last = loss;
    }
    expect(last).toBeLessThan(1e-6);
  });

  it("stays at a minimum, and recovers from a failed search", () => {
    const still = weights([1, 1]);
    const optimizer = new Optimizer([still], lbfgs());
    for (let step = 0; step < 3; step++) optimizer.step(closure([still], rosenbrock));
    expect([...still.data]).toEqual([1, 1]);
    const x = weights([2]);
    const impatient = new Optimizer([x], lbfgs({ evaluations: 1, lr: 100 }));
    const bowl: Surface = ([a]) => ({ value: a * a, gradient: [2 * a] });
    impatient.step(closure([x], bowl));
    expect(x.data[0]).toBe(2);
    impatient.groups[0].hyper.lr = 1;
    impatient.step(closure([x], bowl));
    expect(Math.abs(x.data[0])).toBeLessThan(2);
  });

  it("discards pairs after a failed search, and does not search where the slope is 0", () => {
    const x = weights([-1.2, 1]);
    const optimizer = new Optimizer([x], lbfgs());
    for (let step = 0; step < 3; step++) optimizer.step(closure([x], rosenbrock));
    expect(optimizer.parameterStates()[0].state?.pairs[0]).toBe(3);
    Object.assign(optimizer.groups[0].hyper, { evaluations: 1, lr: 1e9 });
    optimizer.step(closure([x], rosenbrock));
    expect(optimizer.parameterStates()[0].state?.pairs[0]).toBe(0);
    const count = { evaluations: 0 };
    const still = weights([1, 1]);
    new Optimizer([still], lbfgs()).step(closure([still], rosenbrock, count));
    expect(count.evaluations).toBe(1);
  });

  it("may be given the same gradient array every time", () => {
    const [x, y] = [weights([-1.2, 1]), weights([-1.2, 1])];
    const buffer = new Float64Array(2);
    const reusing = () => {
      const { value, gradient } = rosenbrock([...x.data]);
      buffer.set(gradient);
      x.grad = buffer;
      return value;
    };
    const [first, second] = [new Optimizer([x], lbfgs()), new Optimizer([y], lbfgs())];
    for (let step = 0; step < 10; step++) {
      first.step(reusing);
      second.step(closure([y], rosenbrock));
    }
    expect(x.data).toEqual(y.data);
  });

  it("avoids points where the loss has a value but no gradient", () => {
    const x = weights([0]);
    const broken: Surface = ([a]) =>
      a > 1.5 ? { value: -9, gradient: [NaN] } : { value: (a - 1) ** 2, gradient: [2 * a - 2] };
    const optimizer = new Optimizer([x], lbfgs({ lr: 8 }));
    for (let step = 0; step < 5; step++) optimizer.step(closure([x], broken));
    expect(x.data[0]).toBeCloseTo(1, 6);
  });

  it("resumes after any step bit for bit, through JSON, and needs equal hyperparameters", () => {
    const run = (stop: number): number[] => {
      const first = weights([-1.2, 1]);
      const before = new Optimizer([first], lbfgs({ history: 2 }));
      for (let step = 0; step < stop; step++) before.step(closure([first], rosenbrock));
      const second = weights(first.data);
      const after = new Optimizer([second], lbfgs({ history: 2 }));
      after.loadStateDict(fromJson(toJson(before.stateDict())) as OptimizerState);
      for (let step = stop; step < 12; step++) after.step(closure([second], rosenbrock));
      return [...second.data];
    };
    const whole = run(12);
    for (let stop = 0; stop < 12; stop++) expect(run(stop)).toEqual(whole);
    const [a, b] = [weights([1], Float64Array, "a"), weights([1], Float64Array, "b")];
    const mixed = new Optimizer([{ params: [a] }, { params: [b], hyper: { lr: 0.5 } }], lbfgs());
    expect(() => mixed.step(closure([a, b], rosenbrock))).toThrow(
      "lbfgs: lr must be the same in all groups, got 1 and 0.5",
    );
    expect(() => new Optimizer([a], lbfgs()).step()).toThrow("lbfgs: step needs a closure");
  });

  it("starts from no pairs when a parameter joins late", () => {
    const [a, b] = [weights([-1.2], Float64Array, "a"), weights([1], Float64Array, "b")];
    const optimizer = new Optimizer([a], lbfgs());
    const alone: Surface = ([x]) => ({ value: (x - 1) ** 2 + x ** 4, gradient: [2 * (x - 1) + 4 * x ** 3] });
    optimizer.step(closure([a], alone));
    optimizer.step(closure([a], alone));
    optimizer.addGroup({ params: [b] });
    for (let step = 0; step < 60; step++) optimizer.step(closure([a, b], rosenbrock));
    expect(rosenbrock([a.data[0], b.data[0]]).value).toBeLessThan(1e-10);
  });
});
