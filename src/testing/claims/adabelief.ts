/** @file AdaBelief: larger steps where gradients are as predicted. */

import { subject } from "../subject.ts";
import { assertClose } from "../support/assertClose.ts";
import { claim } from "../support/claim.ts";
import { holds } from "../support/holds.ts";
import { moves } from "../support/moves.ts";
import { last, repeat, upTo } from "../support/numbers.ts";

const { sqrt, abs } = Math;

export const adabelief = subject("adabelief", {
  lr: { quadratic: 1, rosenbrock: 0.5, spiral: 0.1 },
  scaleFree: { eps: 0 },
  claims: [
    claim("AdaBelief trusts a gradient that keeps its word: its step grows where Adam's stays", (optim) => {
      const [lr, beta1, beta2, g] = [0.01, 0.9, 0.99, 3];
      // g − mₜ = β₁ᵗ g
      const expected = upTo(30).map((t) => {
        const s = (1 - beta2) * upTo(t).reduce((sum, i) => sum + beta2 ** (t - i) * beta1 ** (2 * i) * g * g, 0);
        return (-lr * g) / sqrt(s / (1 - beta2 ** t));
      });
      const path = moves(optim, optim.adabelief({ lr, beta1, beta2, eps: 0 }), repeat(g, 30));
      assertClose(path, expected, { relative: 1e-10 });
      holds(abs(last(path)) > 2 * lr);
    }),
  ],
});
