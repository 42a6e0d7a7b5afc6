/** @file The exponential moving average of the weights. */

import { subject } from "../subject.ts";
import * as assert from "../support/assert.ts";
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
    claim("EMA's average is (1 − d)Σ dᵗ⁻ˢθₛ / (1 − dᵗ), without θ₀, and leaves training alone", (optim) => {
      const [decay, stream] = [0.8, noise(25, 20)];
      const plain = walk(optim, optim.adam({ lr: 0.1 }), stream, 3).theta;
      const { theta, average } = walk(optim, optim.ema(optim.adam({ lr: 0.1 }), { decay }), stream, 3);
      assert.deepEqual(theta, plain);
      const sums = plain.map((_, t) => upTo(t).reduce((sum, s) => sum + (1 - decay) * decay ** (t - s) * plain[s], 0));
      const closed = plain.map((start, t) => (t === 0 ? start : sums[t] / (1 - decay ** t)));
      assertClose(average, closed, { relative: 1e-12 });
    }),

    claim("EMA's other forms start at θ₁ (pytorch) or θ₀ (timm), and tensorflow's decay grows", (optim) => {
      const [decay, stream] = [0.8, noise(25, 20)];
      const plain = walk(optim, optim.adam({ lr: 0.1 }), stream, 3).theta;
      for (const variant of ["pytorch", "timm", "tensorflow"] as const) {
        let expected = plain[variant === "pytorch" ? 1 : 0];
        const averages = plain.map((x, t) => {
          const d = variant === "tensorflow" ? Math.min(decay, (1 + t) / (10 + t)) : decay;
          if (t > 0) expected = d * expected + (1 - d) * x;
          return t === 0 ? x : expected;
        });
        const { average } = walk(optim, optim.ema(optim.adam({ lr: 0.1 }), { decay, variant }), stream, 3);
        assertClose(average, averages, { relative: 1e-12 }, variant);
      }
    }),

    claim("ema has the published defaults", (optim) => {
      assert.deepEqual(optim.ema(optim.sgd()).hyper, { lr: 0.01, decay: 0.999 });
    }),
  ],
});
