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
  it.each([1e39, Infinity, 1e-50])(
    "huber with delta %f agrees with its loop at an infinite difference too",
    (delta) => {
      const results = [useFast, useReference].map((use) => {
        use();
        const x = tensor([1, -2, 0, 3e38], { requiresGrad: true });
        const loss = dh.huber(x, tensor([1, Infinity, 1e-10, 0]), { delta, reduction: "sum" });
        loss.backward();
        return [loss.item(), ...(x.grad as Float32Array)];
      });
      expect(results[0]).toEqual(results[1]);
    },
  );

  it("elu with alpha 1e39 agrees with its loop", () => {
    const results = [useFast, useReference].map((use) => {
      use();
      const x = tensor([-1e-10, -0, 0, 1, -1], { requiresGrad: true });
      const y = dh.elu(x, 1e39);
      y.backward({ seed: [1e-10, 0, 0, 1, 1e-10] });
      return [...y.data, ...(x.grad as Float32Array)];
    });
    expect(results[0]).toEqual(results[1]);
    expect(results[0]).not.toContain(NaN);
  });

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

  it("crossEntropy and its gradient in Float32 agree with Float64, for every option", () => {
    const random = new Random(20);
    for (let round = 0; round < rounds; round++) {
      const [rows, classes] = [1 + random.integer(9), 2 + random.integer(19)];
      const logits = normals(random, rows * classes).map((x) => x * 10 ** (random.integer(3) - 1));
      const labels = Int32Array.from({ length: rows }, () => random.integer(classes));
      const options = {
        reduction: (["mean", "sum", "none"] as const)[round % 3],
        labelSmoothing: round % 2 === 0 ? 0 : random.uniform(),
        ...(round % 5 < 2
          ? {}
          : { classWeights: Float64Array.from({ length: classes }, () => 0.1 + random.uniform()) }),
      };
      const [single, double] = [logits, Float64Array.from(logits)].map((values) => {
        const x = tensor(values, { shape: [rows, classes], requiresGrad: true });
        const loss = dh.crossEntropy(x, labels, options);
        dh.sum(loss).backward();
        return { loss: loss.data, dx: x.grad as Float32Array };
      });
      for (const [k, dx] of single.dx.entries()) expect(Math.abs(dx - double.dx[k])).toBeLessThan(1e-6);
      for (const [row, loss] of single.loss.entries())
        expect(Math.abs(loss / double.loss[row] - 1)).toBeLessThan(2e-6 + 1e-6 / double.loss[row]);
    }
  });

  it("crossEntropy has the gradient 0 exactly where the probability of the label is 1", () => {
    const x = tensor([300, 1, 2, 0, 300, 3], { shape: [2, 3], requiresGrad: true });
    dh.crossEntropy(x, [0, 1], { classWeights: [0.3, 0.7, 0.9] }).backward();
    expect([...(x.grad as Float32Array)]).toEqual([0, 0, 0, 0, 0, 0]);
  });

  it("crossEntropy of a confident row is the same wherever the other classes are", () => {
    for (const place of [1, 2, 3, 4, 7, 8]) {
      const row = Array(9).fill(-100);
      [row[0], row[place]] = [18, 0];
      const x = tensor([row], { requiresGrad: true });
      const loss = dh.crossEntropy(x, [0]);
      loss.backward();
      expect(loss.item() / 1.522998e-8).toBeCloseTo(1, 5);
      expect((x.grad as Float32Array)[0] / -1.522998e-8).toBeCloseTo(1, 5);
      expect(dh.logSumExp(dh.sub(x, 18), 1).item() / 1.522998e-8).toBeCloseTo(1, 5);
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
