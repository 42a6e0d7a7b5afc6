/** @file Schedule-Free AdamW: steps that do not depend on the gradient's size. */

import { subject } from "../subject.ts";
import { assertClose } from "../support/assertClose.ts";
import { claim } from "../support/claim.ts";
import { repeat, upTo } from "../support/numbers.ts";
import { walk } from "../support/walk.ts";

const exact = { relative: 1e-12, absolute: 1e-13 };

export const scheduleFreeAdamw = subject("scheduleFreeAdamw", {
  lr: { quadratic: 10, rosenbrock: 0.1, spiral: 0.2 },
  constant: true,
  scaleFree: { eps: 0 },
  claims: [
    claim("Schedule-Free AdamW on a constant gradient: z moves by γ whatever the gradient's size", (optim) => {
      for (const g of [1e-3, 1, 1e3]) {
        const rule = optim.scheduleFreeAdamw({ lr: 0.1, eps: 0 });
        const expected = upTo(30).map((t) => -0.05 * (t + 1));
        assertClose(walk(optim, rule, repeat(g, 30), 0).average.slice(1), expected, exact);
      }
    }),

    claim("Schedule-Free AdamW decays at θ, where the gradient is taken: with g = 0 and β = 0 by 1 − ηλ", (optim) => {
      const rule = optim.scheduleFreeAdamw({ lr: 0.1, weightDecay: 0.5, beta1: 0 });
      const shrunk = upTo(20).map((t) => 0.95 ** t);
      assertClose(walk(optim, rule, repeat(0, 20)).theta.slice(1), shrunk, exact);
    }),
  ],
});
