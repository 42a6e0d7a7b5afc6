/** @file Stochastic weight averaging: the plain mean of chosen weights. */

import { subject } from "../subject.ts";
import * as assert from "../support/assert.ts";
import { assertClose } from "../support/assertClose.ts";
import { claim } from "../support/claim.ts";
import { noise } from "../support/noise.ts";
import { mean, upTo } from "../support/numbers.ts";
import { walk } from "../support/walk.ts";

export const swa = subject("swa", {
  inner: "adam",
  scaleFree: { eps: 0 },
  lr: { quadratic: 2, rosenbrock: 2, spiral: 0.05 },
  settings: { start: 2, every: 2 },
  claims: [
    claim(
      "SWA's average is the plain mean of the weights at every chosen update, and the weights before the first",
      (optim) => {
        const stream = noise(26, 20);
        const plain = walk(optim, optim.sgd({ lr: 0.1 }), stream, 3).theta;
        const { theta, average } = walk(optim, optim.swa(optim.sgd({ lr: 0.1 }), { start: 4, every: 3 }), stream, 3);
        assert.deepEqual(theta, plain);
        for (const t of upTo(20)) {
          const taken = upTo(t).filter((s) => s >= 4 && (s - 4) % 3 === 0);
          assertClose(
            average[t],
            taken.length ? mean(taken.map((s) => plain[s])) : plain[t],
            { relative: 1e-13 },
            `update ${t}`,
          );
        }
      },
    ),

    claim("SWA reports an average from update `start` on, and none before", (optim) => {
      const { hasAverage } = optim.swa(optim.sgd(), { start: 4 });
      const hyper = { lr: 0.01, start: 4, every: 1 };
      assert.deepEqual(
        [1, 3, 4, 5].map((t) => hasAverage?.(t, hyper)),
        [false, false, true, true],
      );
    }),

    claim("swa has the published defaults", (optim) => {
      assert.deepEqual(optim.swa(optim.sgd()).hyper, { lr: 0.01, start: 1, every: 1 });
    }),
  ],
});
