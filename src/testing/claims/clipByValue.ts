/** @file Clipping of every element. */

import { subject } from "../subject.ts";
import * as assert from "../support/assert.ts";
import { claim } from "../support/claim.ts";
import { gradientsAfter } from "../support/modelWithGradients.ts";
import { tensorMoves } from "../support/tensorMoves.ts";

export const clipByValue = subject("clipByValue", {
  inner: "momentum",
  lr: { quadratic: 0.05, rosenbrock: 0.002, spiral: 1 },
  settings: { limit: 1 },
  claims: [
    claim("clipping by value holds every element within ±limit", (optim) => {
      const rule = optim.clipByValue(optim.sgd({ lr: 1 }), { limit: 2 });
      assert.deepEqual(tensorMoves(optim, rule, [0, 0, 0], [[30, -40, 0.5]])[0], [-2, 2, -0.5]);
    }),

    claim("clipByValue has no default for limit", (optim) => {
      assert.throws(() => optim.clipByValue(optim.sgd()), /missing/);
    }),

    claim("clipGradValue clips the gradients of a whole model one by one", (optim) => {
      const clipped = gradientsAfter((params) => optim.clipGradValue(params, 3.5));
      assert.deepEqual(clipped, [3, 3.5, 0, 3.5]);
    }),
  ],
});
