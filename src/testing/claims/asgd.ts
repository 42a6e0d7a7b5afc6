/** @file ASGD: the average of the weights, and the falling rate. */

import { subject } from "../subject.ts";
import * as assert from "../support/assert.ts";
import { assertClose } from "../support/assertClose.ts";
import { claim } from "../support/claim.ts";
import { holds } from "../support/holds.ts";
import { jitter } from "../support/jitter.ts";
import { moves } from "../support/moves.ts";
import { noise } from "../support/noise.ts";
import { mean, repeat, upTo } from "../support/numbers.ts";
import { walk } from "../support/walk.ts";

const exact = { relative: 1e-12, absolute: 1e-13 };

export const asgd = subject("asgd", {
  lr: { quadratic: 0.1, rosenbrock: 0.005, spiral: 2 },
  claims: [
    claim("ASGD's average is θ itself up to t₀ + 2, then the plain mean of θ from there", (optim) => {
      const { theta, average } = walk(optim, optim.asgd({ lr: 0.1, t0: 3 }), noise(5, 30));
      assertClose(average.slice(0, 6), theta.slice(0, 6), { relative: 0 });
      for (const t of [6, 7, 20, 30]) assertClose(average[t], mean(theta.slice(5, t + 1)), exact);
    }),

    claim("ASGD reports an average from update t₀ + 2 on, and none before", (optim) => {
      const { hasAverage } = optim.asgd();
      const hyper = { lr: 0.1, lambd: 0, alpha: 0.75, t0: 3 };
      assert.deepEqual(
        [1, 3, 4, 5, 6].map((t) => hasAverage?.(t, hyper)),
        [false, false, false, true, true],
      );
    }),

    claim("ASGD's rate falls as η/(1 + λη(t − 1))^α, and its decay with it", (optim) => {
      const settings = { lr: 0.5, lambd: 0.2, alpha: 0.6 };
      const rate = (t: number) => 0.5 / (1 + 0.1 * (t - 1)) ** 0.6;
      const { theta } = walk(optim, optim.asgd(settings), repeat(0, 20));
      assertClose(
        theta.slice(1),
        upTo(20).map((t) => upTo(t).reduce((x, s) => x * (1 - 0.2 * rate(s)), 1)),
        exact,
      );
      const first = moves(optim, optim.asgd(settings), [3], 0);
      assertClose(first, [-1.5], exact);
    }),

    claim(
      "ASGD's average jitters less around a minimum than its weights, which jitter as gradient descent's",
      (optim) => {
        const { theta, average } = jitter(optim, optim.asgd({ lr: 0.2, lambd: 0, t0: 500 }));
        holds(average < theta / 5, `the average's distance is ${average}, that of θ ${theta}`);
      },
    ),
  ],
});
