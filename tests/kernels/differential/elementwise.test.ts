/** @file The SIMD kernels of ops on elements against their loops: equal bits, or at most 2 units in the last place. */

import { afterEach, describe, expect, it } from "vitest";
import { tensor } from "../../../src/autograd/create/tensor.ts";
import * as dh from "../../../src/autograd/index.ts";
import { Random } from "../../../src/autograd/random.ts";
import type { Tensor } from "../../../src/autograd/tensor.ts";
import { worthCopying } from "../../../src/kernels/elementwise.ts";
import { useFast } from "../../../src/kernels/useFast.ts";
import { useReference } from "../../../src/kernels/useReference.ts";
import { rounds, run, unitsApart, values } from "../../support/kernels/elementwise.ts";

afterEach(useFast);

describe("equal bits:", () => {
  type Op = (...inputs: Tensor[]) => Tensor;
  const ops: Readonly<Record<string, readonly [inputs: number, Op]>> = {
    abs: [1, dh.abs as Op],
    sqrt: [1, dh.sqrt as Op],
    neg: [1, dh.neg as Op],
    relu: [1, dh.relu as Op],
    leakyRelu: [1, (x) => dh.leakyRelu(x)],
    clamp: [1, (x) => dh.clamp(x, { min: -0.1, max: 0.7 })],
    add: [2, dh.add],
    sub: [2, dh.sub],
    mul: [2, dh.mul],
    maximum: [2, dh.maximum],
    minimum: [2, dh.minimum],
    where: [3, (c, a, b) => dh.where(c.detach(), a, b)],
    "where of floor": [2, (a, b) => dh.where(tensor(a.data.map(Math.trunc)), a, b)],
    dropout: [1, (x) => dh.dropout(x, 0.4, { random: new Random(5) })],
  };

  it.each(Object.keys(ops))("%s and its gradients, special values and any length", (name) => {
    const random = new Random(14);
    const [count, op] = ops[name];
    for (let round = 0; round < rounds; round++) {
      const length = worthCopying + random.integer(round % 8 === 0 ? 5000 : 40);
      const inputs = Array.from({ length: count }, () => tensor(values(random, length), { requiresGrad: true }));
      const seed = values(random, length);
      const fast = run(op, inputs, seed);
      useReference();
      expect(fast).toEqual(run(op, inputs, seed));
      useFast();
    }
  });

  it("a number, a row and a column with a matrix, on either side", () => {
    const random = new Random(15);
    const shapes = [[], [1], [37], [1, 37], [9, 1], [9, 37], [2, 9, 37], [2, 1, 1]];
    for (const op of [dh.add, dh.sub, dh.mul, dh.div]) {
      for (const shape of shapes) {
        const inputs = [[9, 37], shape].map((size) => {
          const length = size.reduce((product, n) => product * n, 1);
          return tensor(values(random, length), { shape: size, requiresGrad: true });
        });
        for (const pair of [inputs, inputs.toReversed()]) {
          const y = op(pair[0], pair[1]);
          useReference();
          expect([...y.data]).toEqual([...op(pair[0], pair[1]).data]);
          useFast();
        }
      }
    }
  });

  it("repeated operands of long results, which kernels compute in parts", () => {
    const random = new Random(19);
    const shapes = [[], [37], [1, 1, 37], [53, 37], [3, 53, 37], [3, 1, 1]];
    const tensors = shapes.map((shape) =>
      tensor(
        values(
          random,
          shape.reduce((product, n) => product * n, 1),
        ),
        { shape, requiresGrad: true },
      ),
    );
    const long = tensors[4];
    const seed = Float32Array.from({ length: long.size }, () => random.integer(9) - 4);
    for (const short of tensors) {
      for (const op of [dh.sub, dh.div, (a: Tensor, b: Tensor) => dh.where(short, a, b)]) {
        for (const pair of [
          [long, short],
          [short, long],
        ]) {
          const fast = run(op as typeof dh.sub, pair, seed);
          useReference();
          const plain = run(op as typeof dh.sub, pair, seed);
          useFast();
          expect(fast[0]).toEqual(plain[0]);
        }
      }
    }
  });

  it("where of conditions and values that repeat, with their gradients", () => {
    const random = new Random(17);
    // Whole numbers, so that sums are equal in any order.
    const seed = Float32Array.from({ length: 2 * 9 * 37 }, () => random.integer(9) - 4);
    const size = (shape: readonly number[]): number => shape.reduce((product, n) => product * n, 1);
    const shapes = [[], [37], [9, 1], [9, 37], [2, 9, 37]];
    for (const [condition, a, b] of shapes.flatMap((p) => shapes.flatMap((q) => shapes.map((r) => [p, q, r])))) {
      const mask = tensor(values(random, size(condition)).map(Math.trunc), { shape: condition });
      const inputs = [a, b].map((shape) => tensor(values(random, size(shape)), { shape, requiresGrad: true }));
      const where = (x: Tensor, z: Tensor): Tensor => dh.where(mask, x, z);
      const fast = run(where, inputs, seed);
      useReference();
      expect(fast).toEqual(run(where, inputs, seed));
      useFast();
    }
  });

  it("a transposed matrix, and one number expanded", () => {
    const a = tensor(values(new Random(16), 400), { shape: [20, 20] });
    const b = dh.transpose(a);
    const one = dh.expand(tensor([3]), [20, 20]);
    const results = () => [dh.mul(a, b), dh.add(one, a), dh.sub(a, one)].map(({ data }) => [...data]);
    const fast = results();
    useReference();
    expect(fast).toEqual(results());
  });
});

describe("at most 2 units in the last place, or 2.5:", () => {
  const more = [
    88.7,
    89,
    -87.3,
    -88,
    -103,
    -104,
    -131.9,
    -132.5,
    -1000,
    1000,
    0.5,
    -0.5,
    0.49999997,
    1,
    1e5,
    131071.99,
    -130376.195,
    2e8,
    1.5707964,
    Math.PI,
  ];
  const ops: Readonly<Record<string, (x: Tensor) => Tensor>> = {
    exp: dh.exp,
    log: dh.log,
    sin: dh.sin,
    cos: dh.cos,
    tanh: dh.tanh,
    sigmoid: dh.sigmoid,
    softplus: dh.softplus,
    elu: (x) => dh.elu(x),
    "pow of 2": (x) => dh.pow(x, 2),
    "pow of 3": (x) => dh.pow(x, 3),
    "pow of 4": (x) => dh.pow(x, 4),
    "pow of 7": (x) => dh.pow(x, 7),
  };
  const twice = (x: Float32Array): Tensor => tensor(Float64Array.from(x), { dtype: "float64", requiresGrad: true });

  it.each(Object.keys(ops))("%s, special values exact, at any length", (name) => {
    const random = new Random(12);
    let worst = 0;
    for (let round = 0; round < 4 * rounds; round++) {
      const x = values(random, random.integer(38), more);
      const exact = ops[name](twice(x)).data;
      const y = ops[name](tensor(x)).data;
      for (let i = 0; i < x.length; i++) worst = Math.max(worst, unitsApart(y[i], exact[i]));
    }
    expect(worst).toBeLessThanOrEqual(name === "tanh" || name === "sigmoid" ? 2.5 : 2);
  });

  it.each(["exp", "log", "sin", "cos", "softplus", "elu", "pow of 3", "pow of 7"])("the gradient of %s", (name) => {
    const random = new Random(13);
    let worst = 0;
    for (let round = 0; round < rounds; round++) {
      const x = tensor(
        Float32Array.from({ length: 30 }, () => random.normal() * 10),
        { requiresGrad: true },
      );
      const exact = twice(x.data as Float32Array);
      const dy = Float32Array.from({ length: 30 }, () => random.normal());
      ops[name](x).backward({ seed: dy });
      ops[name](exact).backward({ seed: dy });
      const [actual, expected] = [x.grad as Float32Array, exact.grad as Float64Array];
      for (let i = 0; i < 30; i++) worst = Math.max(worst, unitsApart(actual[i], expected[i]));
    }
    expect(worst).toBeLessThanOrEqual(3.1);
  });

  it("an element has one result, wherever it is in an array of any length", () => {
    const random = new Random(17);
    const x = values(random, 500, more);
    for (const op of Object.values(ops)) {
      const whole = op(tensor(x)).data;
      for (let i = 0; i < 20; i++) {
        const start = random.integer(500);
        const part = op(tensor(x.slice(start, start + 1 + random.integer(9)))).data;
        expect([...part]).toEqual([...whole.subarray(start, start + part.length)]);
      }
    }
  });

  it("sin and cos of a number from 2¹⁷ on are those of the loop, and change no others", () => {
    for (const [op, size] of [dh.sin, dh.cos].flatMap((op) => [[op, 131072] as const, [op, 1e9] as const])) {
      const [one, both] = [[72.9], [72.9, size]].map((x) => tensor(x, { requiresGrad: true }));
      const [[y], [dx]] = run(op, [one], Float32Array.of(3));
      const large = Math.fround(op(tensor([size], { dtype: "float64" })).item());
      const [z, dz] = run(op, [both], Float32Array.of(3, 3));
      expect([z[0], z[1], dz[0]]).toEqual([y, large, dx]);
    }
  });

  it("the gradient of a power of a small number by a large one is not lost on the way", () => {
    const x = tensor([1e-30, 1e30], { requiresGrad: true });
    const [, dx] = run((base) => dh.pow(base, 3), [x], Float32Array.of(1e30, 1e-30));
    expect(dx[0]).toBeCloseTo(3e-30, 35);
    expect(dx[1] / 3e30).toBeCloseTo(1, 6);
  });
});
