/** @file The exponential moving average of the weights. */
import assert from "node:assert/strict";
import { subject } from "../subject.ts";
import { assertClose } from "../support/assertClose.ts";
import { claim } from "../support/claim.ts";
import { noise } from "../support/noise.ts";
import { upTo } from "../support/numbers.ts";
import { walk } from "../support/walk.ts";

export const ema = subject("ema", {
  inner: "adam",
  scaleFree: { eps: 0 },
  lr: { quadratic: 1, rosenbrock: 0.5, spiral: 0.05 },
  settings: { decay: 0.9 },
  claims: [
    claim("EMA's average is dᵗθ₀ + (1 − d)Σ dᵗ⁻ˢθₛ and leaves training alone", (optim) => {
      const [decay, stream] = [0.8, noise(25, 20)];
      const plain = walk(optim, optim.adam({ lr: 0.1 }), stream, 3).theta;
      const { theta, average } = walk(optim, optim.ema(optim.adam({ lr: 0.1 }), { decay }), stream, 3);
      assert.deepEqual(theta, plain);
      const closed = plain.map((_, t) =>
        upTo(t).reduce((sum, s) => sum + (1 - decay) * decay ** (t - s) * plain[s], decay ** t * plain[0]),
      );
      assertClose(average, closed, { relative: 1e-12 });
    }),

    claim("ema has the published defaults", (optim) => {
      assert.deepEqual(optim.ema(optim.sgd()).hyper, { lr: 0.01, decay: 0.999 });
    }),
  ],
});
