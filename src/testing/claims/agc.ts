/** @file Adaptive gradient clipping, unit by unit. */

import { subject } from "../subject.ts";
import * as assert from "../support/assert.ts";
import { assertClose } from "../support/assertClose.ts";
import { claim } from "../support/claim.ts";
import { gradientsAfter } from "../support/modelWithGradients.ts";
import { norm } from "../support/numbers.ts";
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

    claim("agc has the published defaults", (optim) => {
      assert.deepEqual(optim.agc(optim.sgd()).hyper, { lr: 0.01, clip: 0.01, eps: 1e-3 });
    }),

    claim("clipGradAdaptive clips the gradients of a whole model unit by unit", (optim) => {
      const clipped = (...settings: number[]) =>
        gradientsAfter((params) => optim.clipGradAdaptive(params, ...settings));
      assertClose(clipped(), [0.06, 0.08, 0, 0.08], { relative: 1e-14 });
      assertClose(clipped(0.5, 7), [3, 4, 0, 4], { relative: 1e-14 });
      const zeros = { data: new Float64Array(2), grad: Float64Array.of(3, 4), shape: [2] };
      optim.clipGradAdaptive([zeros]);
      assertClose(norm([...zeros.grad]), 1e-5, { relative: 1e-12 });
    }),
  ],
});
