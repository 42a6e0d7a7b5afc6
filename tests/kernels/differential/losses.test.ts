/** @file The SIMD kernels of losses against their loops. */

import { afterEach, describe, expect, it } from "vitest";
import { tensor } from "../../../src/autograd/create/tensor.ts";
import * as dh from "../../../src/autograd/index.ts";
import { Random } from "../../../src/autograd/random.ts";
import type { Tensor } from "../../../src/autograd/tensor.ts";
import { worthCopying } from "../../../src/kernels/elementwise.ts";
import { useFast } from "../../../src/kernels/useFast.ts";
import { useReference } from "../../../src/kernels/useReference.ts";
import { normals } from "../../support/kernels/differential.ts";
import { rounds, run, values } from "../../support/kernels/elementwise.ts";

afterEach(useFast);

describe("losses", () => {
  it("keep the digits of binary cross-entropy's gradient where the prediction is right", () => {
    for (const t of [0, 1]) {
      const values = [1, 5, 15, 18, 30, 60].map((x) => (t === 1 ? x : -x));
      const [x, exact] = [tensor(values, { requiresGrad: true }), tensor(values, { requiresGrad: true })];
      const targets = tensor(values.map(() => t));
      dh.binaryCrossEntropyWithLogits(x, targets, { reduction: "sum" }).backward();
      // ln(1 + e^(−x)) for t = 1
      dh.sum(dh.softplus(dh.mul(exact, t === 1 ? -1 : 1))).backward();
      for (const [i, dx] of (x.grad as Float32Array).entries())
        expect(Math.abs(dx / (exact.grad as Float32Array)[i] - 1)).toBeLessThan(1e-6);
    }
  });

  it("have one gradient of an element, whatever the length", () => {
    const x = normals(new Random(19), worthCopying);
    const gradient = (length: number, name: string): number => {
      const [a, b] = [x.slice(0, length), x.slice(0, length).fill(0.5)].map((v) => tensor(v, { requiresGrad: true }));
      half[name](a, b, { reduction: "sum" }).backward();
      return (a.grad as Float32Array)[0];
    };
    for (const name of Object.keys(half)) expect(gradient(1, name)).toBe(gradient(worthCopying, name));
  });

  const half: Readonly<Record<string, (x: Tensor, t: Tensor, options: { reduction: "mean" | "sum" }) => Tensor>> = {
    mse: dh.mse,
    l1: dh.l1,
    huber: (x, t, options) => dh.huber(x, t, { ...options, delta: 0.4 }),
    binaryCrossEntropyWithLogits: (x, t, options) => dh.binaryCrossEntropyWithLogits(x, t, options),
  };

  it.each(Object.keys(half))("%s and its gradients agree with the loops, special values and any length", (name) => {
    const random = new Random(18);
    for (let round = 0; round < rounds; round++) {
      const length = worthCopying + random.integer(9);
      const x = tensor(round % 4 === 0 ? values(random, length) : normals(random, length), { requiresGrad: true });
      const isBinary = name.startsWith("binary");
      const targets = isBinary ? Float32Array.from({ length }, () => random.integer(3) / 2) : normals(random, length);
      const t = tensor(targets, { requiresGrad: true });
      const options = { reduction: round % 2 === 0 ? "mean" : "sum" } as const;
      const op = (a: Tensor, b: Tensor) => half[name](a, b, options);
      const fast = run(op, [x, t], Float32Array.of(1.5));
      useReference();
      for (const [k, list] of run(op, [x, t], Float32Array.of(1.5)).entries()) {
        for (const [i, value] of list.entries()) {
          if (Number.isFinite(value))
            expect(Math.abs(fast[k][i] - value)).toBeLessThanOrEqual(4e-7 * (Math.abs(value) + 1));
          else expect(fast[k][i]).toBe(value);
        }
      }
      useFast();
    }
  });
});
