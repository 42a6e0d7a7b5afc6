/** @file Sharpness by Lanczos, against exact Hessians of quadratics and dense ones of small networks. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  BatchNorm1d,
  Linear,
  momentum,
  nesterov,
  Optimizer,
  Random,
  ReLU,
  relu,
  Sequential,
  sgd,
  sharpness,
  sum,
  tensor,
} from "../../src/index.ts";
import { tridiagonalEigen } from "../../src/math/tridiagonalEigen.ts";
import { denseHessian, doubled, lossOfNet, net, times, withSpectrum } from "../support/quadratics.ts";
import { symmetricEigenvalues } from "../support/symmetricEigenvalues.ts";

describe("tridiagonalEigen", () => {
  it("has the eigenvalues of the dense matrix, and its rows hold unit eigenvectors", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: -9, max: 9 }), fc.integer({ min: -3, max: 3 })), {
          minLength: 1,
          maxLength: 9,
        }),
        (pairs) => {
          const [d, e] = [pairs.map(([a]) => a), pairs.slice(1).map(([, b]) => b)];
          const T = d.map((_, i) => d.map((_, j) => (i === j ? d[i] : Math.abs(i - j) === 1 ? e[Math.min(i, j)] : 0)));
          const rows = d.map((_, i) => Float64Array.from(d, (_, j) => (i === j ? 1 : 0)));
          const values = tridiagonalEigen(d, e, rows);
          const sorted = [...values].sort((a, b) => b - a);
          for (const [i, value] of symmetricEigenvalues(T).entries()) expect(sorted[i]).toBeCloseTo(value, 9);
          for (const [k, value] of values.entries()) {
            const q = rows.map((row) => row[k]);
            expect(Math.hypot(...q)).toBeCloseTo(1, 9);
            for (const [i, product] of times(T, q).entries()) expect(product).toBeCloseTo(value * q[i], 9);
          }
        },
      ),
      { seed: 1, numRuns: 100 },
    );
  });
});

describe("sharpness", () => {
  const spectra: Record<string, readonly number[]> = {
    "one weight": [3],
    "the identity, which has one eigenvalue": [1, 1, 1, 1, 1, 1],
    "a largest eigenvalue of multiplicity 3": [5, 5, 5, 1, 0.1, 0],
    indefinite: [2, 1, -1, -30],
    "negative definite": [-1, -2, -3, -40],
    "one spike": [1000, ...Array.from({ length: 30 }, () => 1)],
    "a long tail": Array.from({ length: 60 }, (_, i) => 100 / (i + 1) ** 2),
    "a close pair": [10, 9.9999, ...Array.from({ length: 20 }, (_, i) => i / 20)],
    "twelve powers of ten": Array.from({ length: 12 }, (_, i) => 10 ** (6 - i)),
    "tiny numbers": [3e-9, 1e-9, -2e-9],
  };

  it.each(Object.entries(spectra))("is the largest eigenvalue of a quadratic: %s", (_, spectrum) => {
    const A = withSpectrum(spectrum, 7);
    const theta = spectrum.map((_, i) => Math.sin(i));
    const { eigenvalue, eigenvector, converged, residual, iterations } = sharpness((at) => times(A, at), theta);
    const scale = Math.max(...spectrum.map(Math.abs));
    expect(Math.abs(eigenvalue - Math.max(...spectrum))).toBeLessThan(1e-6 * scale);
    expect([converged, iterations <= spectrum.length]).toEqual([true, true]);
    expect(Math.hypot(...eigenvector)).toBeCloseTo(1, 9);
    const rest = times(A, eigenvector).map((value, i) => value - eigenvalue * eigenvector[i]);
    expect(Math.hypot(...rest)).toBeLessThan(residual + 1e-8 * scale);
  });

  it("is 0 for a linear loss, and the same for equal seeds", () => {
    expect(sharpness(() => [1, 2], [3, 4])).toMatchObject({ eigenvalue: 0, converged: true });
    const A = withSpectrum(spectra["a long tail"], 3);
    const run = (seed: number) => sharpness((at) => times(A, at), A[0], { random: new Random(seed), iterations: 4 });
    expect(run(1)).toEqual(run(1));
    expect(run(1).eigenvalue).not.toBe(run(2).eigenvalue);
  });

  it("holds for random spectra", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 1, maxLength: 12 }),
        fc.integer({ min: 0, max: 1000 }),
        (spectrum, seed) => {
          const A = withSpectrum(spectrum, seed);
          const { eigenvalue } = sharpness((at) => times(A, at), spectrum, { random: new Random(seed) });
          expect(Math.abs(eigenvalue - Math.max(...spectrum))).toBeLessThan(1e-4);
        },
      ),
      { seed: 2, numRuns: 60 },
    );
  });

  it.each([
    ["tanh", net()],
    ["batch norm", net(new BatchNorm1d(4))],
  ])("is the largest eigenvalue of a net's dense Hessian: %s", (_, model) => {
    doubled(model);
    const H = denseHessian(model.parameters(), lossOfNet(model));
    const { eigenvalue, converged } = sharpness(model, lossOfNet(model));
    expect(converged).toBe(true);
    expect(Math.abs(eigenvalue - symmetricEigenvalues(H)[0])).toBeLessThan(2e-5);
  });

  it("is the largest eigenvalue of P⁻¹H with a preconditioner", () => {
    const A = withSpectrum([9, 4, 1, -3], 2);
    const P = [0.1, 2, 5, 0.7];
    const scaled = A.map((row, i) => row.map((a, j) => a / Math.sqrt(P[i] * P[j])));
    const { eigenvalue } = sharpness((at) => times(A, at), [1, 2, 3, 4], { preconditioner: P });
    expect(eigenvalue).toBeCloseTo(symmetricEigenvalues(scaled)[0], 5);
  });

  it("says that it has not converged: after too few products, and at a kink", () => {
    const A = withSpectrum(spectra["a long tail"], 3);
    const few = sharpness((at) => times(A, at), A[0], { iterations: 2 });
    expect([few.converged, few.iterations]).toEqual([false, 2]);
    expect(few.residual).toBeGreaterThan(1);
    const model = new Sequential(new Linear(1, 3, { random: new Random(1) }), new ReLU());
    model.parameters()[0].data.fill(0);
    model.parameters()[1].data.fill(0);
    const kink = sharpness(model, () => sum(relu(model.forward(tensor([[1]])))));
    expect(kink.converged).toBe(false);
  });

  it.each([
    ["sgd", (lr: number) => sgd({ lr }), 2],
    ["momentum", (lr: number) => momentum({ lr, mu: 0.9 }), 3.8],
    ["nesterov", (lr: number) => nesterov({ lr, mu: 0.9 }), 3.8 / 2.8],
  ] as const)("predicts the learning rate at which %s diverges", (_, rule, threshold) => {
    const A = withSpectrum([8, 3, 0.2], 4);
    const { eigenvalue } = sharpness((at) => times(A, at), [1, 1, 1]);
    const distance = (lr: number): number => {
      const theta = { data: Float64Array.of(1, 1, 1), grad: null as Float64Array | null, shape: [3] };
      const optimizer = new Optimizer([theta], rule(lr));
      for (let t = 0; t < 2000; t++) {
        theta.grad = Float64Array.from(times(A, theta.data));
        optimizer.step();
      }
      return Math.hypot(...theta.data);
    };
    expect(distance((0.98 * threshold) / eigenvalue)).toBeLessThan(1e-3);
    expect(distance((1.02 * threshold) / eigenvalue)).toBeGreaterThan(1e3);
  });

  it("refuses wrong options", () => {
    const gradient = (at: Float64Array) => at;
    expect(() => sharpness(gradient, [])).toThrow("sharpness: needs at least 1 weight, got 0");
    expect(() => sharpness(gradient, [1], { tolerance: 0 })).toThrow(
      "sharpness: tolerance must be a finite number > 0",
    );
    expect(() => sharpness(gradient, [1], { iterations: 0.5 })).toThrow(
      "sharpness: iterations must be an integer >= 1",
    );
    expect(() => sharpness(gradient, [1], { steps: 3 } as never)).toThrow('sharpness: unknown option "steps"');
    expect(() => sharpness(gradient, [1], { preconditioner: [1, 2] })).toThrow(
      "must have 1 numbers, one per weight, got 2",
    );
    expect(() => sharpness(gradient, [1], { preconditioner: [0] })).toThrow(
      "preconditioner must be > 0, got 0 at index 0",
    );
  });
});
