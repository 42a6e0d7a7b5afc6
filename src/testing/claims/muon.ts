/** @file Muon: its updates as matrices. */

import { Random } from "../../autograd/random.ts";
import { subject } from "../subject.ts";
import * as assert from "../support/assert.ts";
import { assertClose } from "../support/assertClose.ts";
import { claim } from "../support/claim.ts";
import { holds } from "../support/holds.ts";
import { gaussians } from "../support/noise.ts";
import { repeat, scaled, upTo } from "../support/numbers.ts";
import { tensorMoves } from "../support/tensorMoves.ts";

const { sqrt } = Math;

/** The singular values of a matrix with two rows, from the 2 × 2 matrix X Xᵀ. */
function singularValues(x: readonly number[], columns: number): [number, number] {
  const [first, second] = [x.slice(0, columns), x.slice(columns)];
  const dot = (a: readonly number[], b: readonly number[]): number => a.reduce((sum, v, i) => sum + v * b[i], 0);
  const [a, b, c] = [dot(first, first), dot(first, second), dot(second, second)];
  const root = sqrt((a - c) ** 2 + 4 * b * b);
  return [sqrt((a + c + root) / 2), sqrt((a + c - root) / 2)];
}

/** Rows of a rows × columns matrix, turned by an angle in the plane of the first two. */
function turned(x: readonly number[], columns: number, angle: number): number[] {
  const [c, s] = [Math.cos(angle), Math.sin(angle)];
  return x.map((value, i) => {
    if (i < columns) return c * value - s * x[i + columns];
    return i < 2 * columns ? s * x[i - columns] + c * value : value;
  });
}

const transposed = (x: readonly number[], columns: number): number[] =>
  x.map((_, i) => x[(i % (x.length / columns)) * columns + Math.floor(i / (x.length / columns))]);

export const muon = subject("muon", {
  lr: { quadratic: 0.3, rosenbrock: 0.05, spiral: 0.05 },
  settings: { weightDecay: 0 },
  matrix: true,
  scaleFree: {},
  claims: [
    claim("Muon's update is nearly orthogonal: singular values near 1, those of the gradient far apart", (optim) => {
      const random = new Random(44);
      for (const columns of [2, 3, 5]) {
        const g = gaussians(random, 2 * columns).map((value, i) => (i < columns ? 10 * value : value));
        const [move] = tensorMoves(
          optim,
          optim.muon({ lr: 1, weightDecay: 0 }),
          repeat(0, 2 * columns),
          [g],
          [2, columns],
        );
        const [large, small] = singularValues(g, columns);
        holds(large / small > 3, "the test's gradient is uneven");
        for (const value of singularValues(move, columns)) holds(value > 0.65 && value < 1.25, `${value}`);
      }
    }),

    claim("Muon says what to do with a vector", (optim) => {
      const vector = { data: new Float64Array(3), grad: new Float64Array(3), shape: [3] };
      const optimizer = new optim.Optimizer([vector], optim.muon());
      assert.throws(() => optimizer.step(), /muon: a parameter must have at least 2 axes, got shape \[3\]/);
    }),

    claim("Muon does not see the size of the gradient", (optim) => {
      const random = new Random(45);
      const stream = upTo(5).map(() => gaussians(random, 6));
      for (const variant of ["", "momentum", "moonlight"] as const) {
        const run = (factor: number) =>
          tensorMoves(
            optim,
            optim.muon({ variant }),
            repeat(1, 6),
            stream.map((g) => scaled(g, factor)),
            [2, 3],
          ).flat();
        assertClose(run(1e4), run(1), { absolute: 1e-14 });
      }
    }),

    claim("Muon turns with its matrix: rotated gradients give rotated updates", (optim) => {
      const random = new Random(46);
      const stream = upTo(5).map(() => gaussians(random, 12));
      const run = (g: readonly (readonly number[])[]) =>
        tensorMoves(optim, optim.muon({ lr: 1, weightDecay: 0 }), repeat(0, 12), g, [3, 4]);
      const rotated = run(stream.map((g) => turned(g, 4, 0.7)));
      for (const [t, move] of run(stream).entries()) assertClose(rotated[t], turned(move, 4, 0.7), { absolute: 1e-10 });
    }),

    claim("Muon transposes with its matrix, but for the scale √max(1, rows/columns)", (optim) => {
      const random = new Random(47);
      const g = gaussians(random, 6);
      const settings = { lr: 1, weightDecay: 0 };
      const [wide] = tensorMoves(optim, optim.muon(settings), repeat(0, 6), [g], [2, 3]);
      const [tall] = tensorMoves(optim, optim.muon(settings), repeat(0, 6), [transposed(g, 3)], [3, 2]);
      assertClose(tall, scaled(transposed(wide, 3), sqrt(1.5)), { absolute: 1e-12 });
      const [moon] = tensorMoves(optim, optim.muon({ ...settings, variant: "moonlight" }), repeat(0, 6), [g], [2, 3]);
      assertClose(moon, scaled(wide, 0.2 * sqrt(3)), { absolute: 1e-12 });
    }),

    claim("Muon's decay is decoupled, and a zero gradient moves nothing else", (optim) => {
      const [move] = tensorMoves(
        optim,
        optim.muon({ lr: 0.1, weightDecay: 0.5 }),
        [1, 2, 3, 4],
        [repeat(0, 4)],
        [2, 2],
      );
      assertClose(move, [-0.05, -0.1, -0.15, -0.2], { absolute: 1e-15 });
    }),
  ],
});
