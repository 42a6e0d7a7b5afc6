/** @file Quadratics with a given spectrum, small networks, and their dense Hessians. */
import { crossEntropy, Linear, type Module, Random, Sequential, Tanh, type Tensor, tensor } from "../../src/index.ts";

export type Matrix = readonly (readonly number[])[];

export const times = (A: Matrix, x: ArrayLike<number>): number[] =>
  A.map((row) => row.reduce((total, a, j) => total + a * x[j], 0));

/** A symmetric matrix with these eigenvalues and random eigenvectors: a product of mirrors around a diagonal. */
export function withSpectrum(spectrum: readonly number[], seed: number): number[][] {
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
export function denseHessian(weights: readonly Tensor[], loss: () => Tensor): number[][] {
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

export const inputs = (rows: number, columns: number, seed: number): Tensor => {
  const random = new Random(seed);
  return tensor(
    Float64Array.from({ length: rows * columns }, () => random.normal()),
    { shape: [rows, columns] },
  );
};

/** Makes the weights of a model Float64 for good, so that the test can differentiate the loss itself. */
export function doubled<M extends Module>(model: M): M {
  for (const x of model.parameters()) x.exchange(Float64Array.from(x.data));
  return model;
}

export const net = (...middle: Module[]): Sequential =>
  new Sequential(
    new Linear(3, 4, { random: new Random(1) }),
    ...middle,
    new Tanh(),
    new Linear(4, 2, { random: new Random(2) }),
  );

export const x = inputs(12, 3, 3);

export const labels = Int32Array.from({ length: 12 }, (_, i) => i % 2);

export const lossOfNet = (model: Module) => () => crossEntropy(model.forward(x), labels);
