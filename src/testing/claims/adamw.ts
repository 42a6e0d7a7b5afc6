/** @file AdamW: decay apart from the normalisation. */

import { subject } from "../subject.ts";
import * as assert from "../support/assert.ts";
import { assertClose } from "../support/assertClose.ts";
import { claim } from "../support/claim.ts";
import { gap } from "../support/gap.ts";
import { noise } from "../support/noise.ts";
import { trajectory } from "../support/trajectory.ts";

export const adamw = subject("adamw", {
  lr: { quadratic: 1, rosenbrock: 0.2, spiral: 0.05 },
  settings: { weightDecay: 1e-4 },
  scaleFree: { eps: 0 },
  claims: [
    claim("AdamW without gradient shrinks the weight by 1 − ηλ at every update", (optim) => {
      const run = { start: [2], gradient: () => [0], steps: 50 };
      const path = trajectory(optim, optim.adamw({ lr: 0.1, weightDecay: 0.3 }), run);
      assertClose(
        path.map(([x]) => x),
        path.map((_, t) => 2 * 0.97 ** t),
        { relative: 1e-13 },
      );
    }),

    claim("AdamW's decay in the paper's form follows the schedule η/base but not η itself", (optim) => {
      const run = { start: [2], gradient: () => [0], steps: 50 };
      const settings = { lr: 0.1, weightDecay: 0.3, variant: "paper", baseLr: 0.2 } as const;
      const path = trajectory(optim, optim.adamw(settings), run);
      assertClose(
        path.map(([x]) => x),
        path.map((_, t) => 2 * 0.85 ** t),
        { relative: 1e-13 },
      );
    }),

    claim("AdamW with λ = 0 is Adam", (optim) => {
      const settings = { lr: 0.01, beta1: 0.8, beta2: 0.95, eps: 1e-3 };
      const stream = noise(7, 30);
      assert.equal(gap(optim, optim.adamw({ ...settings, weightDecay: 0 }), optim.adam(settings), stream), 0);
    }),
  ],
});
