/** @file Gradient centralization: each output unit's gradient sums to 0. */

import { subject } from "../subject.ts";
import * as assert from "../support/assert.ts";
import { assertClose } from "../support/assertClose.ts";
import { claim } from "../support/claim.ts";
import { repeat, scaled } from "../support/numbers.ts";
import { tensorMoves } from "../support/tensorMoves.ts";

export const centralize = subject("centralize", {
  inner: "momentum",
  sparesVectors: true,
  lr: { quadratic: 0.1, rosenbrock: 0.001, spiral: 0.5 },
  settings: { outputAxis: 0 },
  claims: [
    claim("centralized gradients of each output unit sum to 0; those of a vector are left alone", (optim) => {
      const g = [1, 5, 3, -2, 0, 8];
      const run = (outputAxis: number, shape: number[]) =>
        tensorMoves(optim, optim.centralize(optim.sgd({ lr: 1 }), { outputAxis }), repeat(0, 6), [g], shape)[0];
      assertClose(run(0, [2, 3]), [2, -2, 0, 4, 2, -6], { absolute: 1e-15 });
      assertClose(run(1, [2, 3]), [-1.5, -2.5, 2.5, 1.5, 2.5, -2.5], { absolute: 1e-15 });
      assertClose(run(0, [6]), scaled(g, -1), {});
    }),

    claim("centralize has no default for outputAxis", (optim) => {
      assert.throws(() => optim.centralize(optim.sgd()), /missing/);
    }),
  ],
});
