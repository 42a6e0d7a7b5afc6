import { Random } from "../autograd/random.ts";
import type { Subject } from "./subject.ts";
import { assertClose } from "./support/assertClose.ts";
import { type Claim, claim } from "./support/claim.ts";
import { holds } from "./support/holds.ts";
import { gaussians } from "./support/noise.ts";
import { norm, upTo } from "./support/numbers.ts";
import { trajectory } from "./support/trajectory.ts";
import { travelled } from "./support/travelled.ts";

/** ½ (θ − c)ᵀ A (θ − c) with A = BᵀB + I/10 drawn at random. */
function randomQuadratic(random: Random, n: number) {
  const B = gaussians(random, n * n);
  const [c, start] = [gaussians(random, n), gaussians(random, n)];
  const column = (x: readonly number[], i: number): number => x.reduce((sum, v, j) => sum + B[n * i + j] * v, 0);
  const gradient = (theta: readonly number[]): number[] => {
    const d = theta.map((x, i) => x - c[i]);
    const Bd = d.map((_, i) => column(d, i));
    return d.map((x, j) => Bd.reduce((sum, v, i) => sum + B[n * i + j] * v, 0.1 * x));
  };
  const loss = (theta: readonly number[]): number =>
    0.5 * gradient(theta).reduce((sum, g, i) => sum + g * (theta[i] - c[i]), 0);
  return { start, loss, gradient };
}

/** (L(θ + h eᵢ) − L(θ − h eᵢ)) / 2h for every i. */
function centralDifferences(loss: (theta: readonly number[]) => number, theta: readonly number[]): number[] {
  const h = 1e-5;
  return theta.map((x, i) => {
    const [above, below] = [h, -h].map((step) => loss(theta.map((y, j) => (j === i ? x + step : y))));
    return (above - below) / (2 * h);
  });
}

/** Claims that a rule descends, follows central differences, and depends on lr as expected. */
export const finiteDifferences = (subject: Subject): Claim[] => [
  claim(
    `${subject.name}: its first step ${subject.ascends ? "raises" : "lowers"} the loss of every random quadratic`,
    (optim) => {
      const random = new Random(70);
      for (const problem of upTo(20).map(() => randomQuadratic(random, 6))) {
        const run = { ...problem, shape: [2, 3], steps: 8 };
        const path = trajectory(optim, subject.make(optim, { lr: 1e-6 }), run);
        const first = path.findIndex((theta) => theta.some((x, i) => x !== problem.start[i]));
        const move = path[first].map((x, i) => x - problem.start[i]);
        // 0.01 along the move: far enough to change the loss measurably.
        const probe = problem.start.map((x, i) => x + (1e-5 / norm(move)) * move[i]);
        const rise = problem.loss(probe) - problem.loss(problem.start);
        holds(subject.ascends ? rise > 0 : rise < 0, `update ${first} changes the loss by ${rise}`);
      }
    },
  ),

  claim(`${subject.name}: gradients from central differences train the same path`, (optim) => {
    // 1 + x² under a root and a coupling: neither quadratic nor separable, and smooth.
    const loss = (theta: readonly number[]): number =>
      theta.reduce((sum, x, i) => sum + Math.sqrt(1 + (i + 1) * (x - 0.3) ** 2) + 0.1 * x * theta[(i + 1) % 4], 0);
    const gradient = (theta: readonly number[]): number[] =>
      theta.map(
        (x, i) =>
          ((i + 1) * (x - 0.3)) / Math.sqrt(1 + (i + 1) * (x - 0.3) ** 2) +
          0.1 * (theta[(i + 1) % 4] + theta[(i + 3) % 4]),
      );
    const run = { start: [1, -0.7, 2, -1.5], shape: [2, 2], loss, gradient, steps: 12 };
    const analytic = trajectory(optim, subject.make(optim, { lr: 0.01 }), run);
    const numeric = trajectory(optim, subject.make(optim, { lr: 0.01 }), {
      ...run,
      gradient: (theta) => centralDifferences(loss, theta),
    });
    const distance = travelled(analytic);
    holds(distance > 0);
    assertClose(numeric[12], analytic[12], { absolute: 1e-6 * distance });
  }),
];
