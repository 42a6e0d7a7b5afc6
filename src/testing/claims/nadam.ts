/** @file NAdam: momentum that looks one step ahead. */

import { subject } from "../subject.ts";
import { assertClose } from "../support/assertClose.ts";
import { claim } from "../support/claim.ts";
import { gap } from "../support/gap.ts";
import { holds } from "../support/holds.ts";
import { moves } from "../support/moves.ts";
import { noise } from "../support/noise.ts";
import { repeat, upTo } from "../support/numbers.ts";

export const nadam = subject("nadam", {
  lr: { quadratic: 0.5, rosenbrock: 0.1, spiral: 0.2 },
  scaleFree: { eps: 0 },
  claims: [
    claim("NAdam with β₁ = 0 is Adam with β₁ = 0, in either form", (optim) => {
      const settings = { lr: 0.01, beta1: 0, beta2: 0.95, eps: 1e-4 };
      const stream = noise(11, 30);
      for (const variant of ["", "optax"] as const) {
        holds(gap(optim, optim.nadam({ ...settings, variant }), optim.adam(settings), stream) < 1e-15, variant);
      }
    }),

    claim("NAdam with a constant β₁ looks one step ahead of Adam: its momentum is corrected for t + 1", (optim) => {
      const [lr, beta1] = [0.01, 0.9];
      const correction = (t: number): number => 1 - beta1 ** t;
      const expected = upTo(30).map(
        (t) => -lr * ((beta1 * correction(t)) / correction(t + 1) + (1 - beta1) / correction(t)),
      );
      const rule = optim.nadam({ lr, beta1, eps: 0, variant: "optax" });
      assertClose(moves(optim, rule, repeat(2, 30)), expected, { relative: 1e-11 });
    }),

    claim("NAdam's momentum warms up as β₁(1 − ½ · 0.96^(tψ))", (optim) => {
      const [lr, beta1, psi, g] = [0.01, 0.9, 1, 2];
      const mu = (t: number): number => beta1 * (1 - 0.5 * 0.96 ** (t * psi));
      const product = (t: number): number => upTo(t).reduce((P, s) => P * mu(s), 1);
      const expected = upTo(20).map((t) => {
        const m = g * (1 - beta1 ** t);
        const ahead = (mu(t + 1) * m) / (1 - product(t + 1)) + ((1 - mu(t)) * g) / (1 - product(t));
        return (-lr * ahead) / g;
      });
      const rule = optim.nadam({ lr, beta1, momentumDecay: psi, eps: 0 });
      assertClose(moves(optim, rule, repeat(g, 20)), expected, { relative: 1e-11 });
    }),
  ],
});
