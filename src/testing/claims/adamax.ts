/** @file Adamax: division by the largest recent gradient. */

import { subject } from "../subject.ts";
import { assertClose } from "../support/assertClose.ts";
import { claim } from "../support/claim.ts";
import { moves } from "../support/moves.ts";
import { averages, repeat } from "../support/numbers.ts";

const { max } = Math;

export const adamax = subject("adamax", {
  lr: { quadratic: 2, rosenbrock: 1, spiral: 0.1 },
  scaleFree: {},
  claims: [
    claim("Adamax on a constant gradient moves by α, and divides by the largest recent gradient", (optim) => {
      const settings = { lr: 0.01, beta1: 0.9, beta2: 0.95 };
      assertClose(moves(optim, optim.adamax(settings), repeat(-3, 30)), repeat(0.01, 30), { relative: 1e-12 });
      const stream = [100, ...repeat(1, 30)];
      const largest = stream.map((_, t) => max(1, 100 * 0.95 ** t));
      const mean = averages(0.9, stream);
      const expected = stream.map((_, t) => (-0.01 * mean[t]) / (1 - 0.9 ** (t + 1)) / largest[t]);
      assertClose(moves(optim, optim.adamax(settings), stream), expected, { relative: 1e-12 });
    }),
  ],
});
