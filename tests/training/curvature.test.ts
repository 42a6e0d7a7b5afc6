/** @file Hessian-vector products and sharpness, against exact Hessians of quadratics and dense ones of small nets. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  BatchNorm1d,
  crossEntropy,
  Dropout,
  hvp,
  Linear,
  Module,
  momentum,
  mse,
  mul,
  nesterov,
  Optimizer,
  Random,
  ReLU,
  relu,
  Sequential,
  sgd,
  sharpness,
  sum,
  Tanh,
  type Tensor,
  tensor,
} from "../../src/index.ts";
import { tridiagonalEigen } from "../../src/math/tridiagonalEigen.ts";
import { symmetricEigenvalues } from "../support/symmetricEigenvalues.ts";

type Matrix = readonly (readonly number[])[];

const times = (A: Matrix, x: ArrayLike<number>): number[] =>
  A.map((row) => row.reduce((total, a, j) => total + a * x[j], 0));

/** A symmetric matrix with these eigenvalues and random eigenvectors: a product of mirrors around a diagonal. */
function withSpectrum(spectrum: readonly number[], seed: number): number[][] {
  const random = new Random(seed);
  const n = spectrum.length;
  let A = spectrum.map((x, i) => spectrum.map((_, j) => (i === j ? x : 0)));
  for (let k = 0; k < 3; k++) {
    const u = Array.from({ length: n }, () => random.normal());
    const square = u.reduce((total, x) => total + x * x, 0);
    const mirror = (row: readonly number[]): number[] => {
      const share = (2 * row.reduce((total, x, i) => total + x * u[i], 0)) / square;
      return row.map((x, i) => x - share * u[i]);
    };
    const transposed = (M: Matrix): number[][] => M[0].map((_, j) => M.map((row) => row[j]));
    A = transposed(transposed(A.map(mirror)).map(mirror));
  }
  return A;
}

/** The Hessian by second differences of the loss alone, which use no gradient. */
function denseHessian(weights: readonly Tensor[], loss: () => Tensor): number[][] {
  const places = weights.flatMap((x) => Array.from({ length: x.size }, (_, i) => ({ data: x.data, i })));
  const h = 1e-4;
  const moved = (a: number, b: number, da: number, db: number): number => {
    places[a].data[places[a].i] += da;
    places[b].data[places[b].i] += db;
    const value = loss().item();
    places[b].data[places[b].i] -= db;
    places[a].data[places[a].i] -= da;
    return value;
  };
  return places.map((_, a) =>
    places.map(
      (_, b) => (moved(a, b, h, h) - moved(a, b, h, -h) - moved(a, b, -h, h) + moved(a, b, -h, -h)) / (4 * h * h),
    ),
  );
}

const inputs = (rows: number, columns: number, seed: number): Tensor => {
  const random = new Random(seed);
  return tensor(
    Float64Array.from({ length: rows * columns }, () => random.normal()),
    { shape: [rows, columns] },
  );
};

/** Makes the weights of a model Float64 for good, so that the test can differentiate the loss itself. */
function doubled<M extends Module>(model: M): M {
  for (const x of model.parameters()) x.exchange(Float64Array.from(x.data));
  return model;
}

const net = (...middle: Module[]): Sequential =>
  new Sequential(
    new Linear(3, 4, { random: new Random(1) }),
    ...middle,
    new Tanh(),
    new Linear(4, 2, { random: new Random(2) }),
  );

const x = inputs(12, 3, 3);
const labels = Int32Array.from({ length: 12 }, (_, i) => i % 2);
const lossOfNet = (model: Module) => () => crossEntropy(model.forward(x), labels);

describe("hvp", () => {
  it("is A v for quadratics, at any scale of v and of the weights", () => {
    for (const scale of [1e-6, 1, 1e6]) {
      const A = withSpectrum([3, -2, 0.5, 0, 7], 1);
      const theta = [1, -2, 0.5, 30, -4].map((w) => w * Math.sqrt(scale));
      const v = [0.3, -1, 2, 0.1, 1].map((w) => w * scale);
      const exact = times(A, v);
      const product = hvp((at) => times(A, at), theta, v);
      for (const [i, value] of product.entries()) expect(Math.abs(value - exact[i])).toBeLessThan(1e-8 * scale * 7);
    }
  });

  it("is 2/n XᵀX v for linear regression in Float32", () => {
    const model = new Linear(3, 1, { random: new Random(1) });
    const y = inputs(12, 1, 4);
    const v = [1, -2, 0.5, 3];
    const row = (i: number): number[] => [...x.data.slice(3 * i, 3 * i + 3), 1];
    const exact = [0, 0, 0, 0];
    for (let i = 0; i < 12; i++) {
      const along = row(i).reduce((total, a, j) => total + a * v[j], 0);
      for (const [j, a] of row(i).entries()) exact[j] += (2 / 12) * a * along;
    }
    const product = hvp(model, () => mse(model.forward(x), y), v);
    for (const [i, value] of product.entries()) expect(value).toBeCloseTo(exact[i], 8);
  });

  it("takes tensors, counts shared ones once and leaves out frozen ones", () => {
    const [a, b] = [2, 3].map((w) => tensor([w], { requiresGrad: true }));
    const loss = () => sum(mul(mul(a, a), b));
    // ∂²(a²b) = [[2b, 2a], [2a, 0]]
    expect([...hvp([a, b], loss, [1, 10])].map((w) => Math.round(1e6 * w) / 1e6)).toEqual([46, 4]);
    b.requiresGrad = false;
    expect([...hvp([a, b], loss, [1])].map((w) => Math.round(1e6 * w) / 1e6)).toEqual([6]);
    class Tied extends Module {
      readonly first = a;
      readonly second = a;
      forward(input: Tensor): Tensor {
        return mul(mul(input, this.first), this.second);
      }
    }
    const tied = new Tied();
    expect([...hvp(tied, () => sum(tied.forward(tensor([1]))), [1])].map(Math.round)).toEqual([2]);
    expect([...hvp([a], () => sum(a), [0])]).toEqual([0]);
  });

  it.each([
    ["tanh", net()],
    ["batch norm in training mode", net(new BatchNorm1d(4))],
    ["batch norm in eval mode", net(new BatchNorm1d(4)).eval()],
  ])("is the dense Hessian's product for a net with %s", (_, model) => {
    doubled(model);
    const H = denseHessian(model.parameters(), lossOfNet(model));
    const random = new Random(5);
    const v = H.map(() => random.normal());
    const [product, exact] = [hvp(model, lossOfNet(model), v), times(H, v)];
    for (const [i, value] of product.entries()) expect(Math.abs(value - exact[i])).toBeLessThan(2e-5);
  });

  it("drops the same units in every evaluation, and leaves everything as it was", () => {
    const model = net(new BatchNorm1d(4), new Dropout(0.5, { random: new Random(9) }));
    const loss = lossOfNet(model);
    loss().backward();
    const generators = () => model.namedGenerators().map(([, random]) => random.stateDict());
    const state = () =>
      JSON.stringify([[...model.stateDict()], model.parameters().map(({ grad }) => [...(grad ?? [])]), generators()]);
    const [before, arrays] = [state(), model.parameters().map(({ data }) => data)];
    const v = Float64Array.from({ length: 34 }, (_, i) => Math.sin(i + 1));
    const [one, other] = [hvp(model, loss, v), hvp(model, loss, v)];
    expect(one).toEqual(other);
    sharpness(model, loss, { iterations: 3 });
    expect(state()).toBe(before);
    expect(model.parameters().every(({ data }, i) => data === arrays[i])).toBe(true);
    expect(() =>
      hvp(
        model,
        () => {
          throw new Error("mine");
        },
        v,
      ),
    ).toThrow("mine");
    expect(state()).toBe(before);
  });

  it("refuses wrong arguments", () => {
    const model = new Linear(2, 1, { random: new Random(1) });
    const loss = () => sum(model.forward(tensor([[1, 2]])));
    expect(() => hvp(model, loss, [1])).toThrow("hvp: v must have 3 numbers, one per weight, got 1");
    expect(() => hvp(model, loss, [1, Number.NaN, 0])).toThrow("hvp: v must be finite, got NaN at index 1");
    expect(() => hvp(model, [1, 2] as never, [1])).toThrow(
      "hvp: loss must be a function that returns a tensor, got [1,2]",
    );
    expect(() => hvp(model, (() => 3) as never, [1, 2, 3])).toThrow("hvp: loss must return a tensor, got 3");
    expect(() => hvp(3 as never, loss, [1])).toThrow(
      "hvp: needs a model, a list of tensors or a gradient function, got 3",
    );
    expect(() => hvp([], loss, [1])).toThrow("hvp: a weight must require a gradient, got none");
    expect(() => hvp([mul(model.weight, 2)], loss, [1])).toThrow("hvp: weights must be leaves, got a result of mul");
    expect(() => hvp((w) => w, (() => 1) as never, [1])).toThrow("hvp: weights must be a list of numbers");
    expect(() => hvp(() => [1], [1, 2], [1, 1])).toThrow("hvp: the gradient must have 2 numbers, got 1");
    expect(() => hvp(() => [1, Infinity], [1, 2], [1, 1])).toThrow(
      "hvp: the gradient must be finite, got Infinity at weight 1",
    );
  });
});

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
