/** @file Adaptive gradient clipping, unit by unit. */

import { subject } from "../subject.ts";
import { assertClose } from "../support/assertClose.ts";
import { claim } from "../support/claim.ts";
import { tensorMoves } from "../support/tensorMoves.ts";

export const agc = subject("agc", {
  inner: "momentum",
  lr: { quadratic: 0.05, rosenbrock: 0.005, spiral: 1 },
  settings: { clip: 3, eps: 1e-3 },
  claims: [
    claim("adaptive clipping holds each output unit's gradient to a share of that unit's weights", (optim) => {
      const rule = () => optim.agc(optim.sgd({ lr: 1 }), { clip: 0.1, eps: 1e-3 });
      const [move] = tensorMoves(optim, rule(), [3, 4, 0, 0, 30, 40], [[6, 8, 1, 0, 1, 2]], [3, 2]);
      assertClose(move, [-0.3, -0.4, -1e-4, 0, -1, -2], { relative: 1e-12 });
      const [vector] = tensorMoves(optim, rule(), [3, 4], [[8, -6]]);
      assertClose(vector, [-0.4, 0.3], { relative: 1e-12 });
    }),
  ],
});
