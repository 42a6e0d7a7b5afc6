/** @file Clipping by norm, of a tensor and of a whole model. */

import { subject } from "../subject.ts";
import * as assert from "../support/assert.ts";
import { assertClose } from "../support/assertClose.ts";
import { claim } from "../support/claim.ts";
import { gradientsAfter, modelWithGradients } from "../support/modelWithGradients.ts";
import { tensorMoves } from "../support/tensorMoves.ts";

export const clipByNorm = subject("clipByNorm", {
  inner: "momentum",
  lr: { quadratic: 0.05, rosenbrock: 0.005, spiral: 1 },
  settings: { maxNorm: 3.5 },
  claims: [
    claim("clipping by norm keeps the direction and holds the length; small gradients pass unchanged", (optim) => {
      const rule = () => optim.clipByNorm(optim.sgd({ lr: 1 }), { maxNorm: 2 });
      assertClose(tensorMoves(optim, rule(), [0, 0], [[30, -40]])[0], [-1.2, 1.6], { relative: 1e-14 });
      assert.deepEqual(tensorMoves(optim, rule(), [0, 0], [[1.2, -1.5]])[0], [-1.2, 1.5]);
    }),

    claim("clipByNorm has no default for maxNorm", (optim) => {
      assert.throws(() => optim.clipByNorm(optim.sgd()), /missing/);
    }),

    claim("clipGradNorm clips the gradients of a whole model together, and returns their norm", (optim) => {
      assertClose(optim.clipGradNorm(modelWithGradients(), 1), 13, { relative: 1e-15 });
      const clipped = (maxNorm: number) => gradientsAfter((params) => optim.clipGradNorm(params, maxNorm));
      assertClose(clipped(6.5), [1.5, 2, 0, 6], { relative: 1e-14 });
      assert.deepEqual(clipped(13.1), [3, 4, 0, 12]);
    }),
  ],
});
