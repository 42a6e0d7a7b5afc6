/** @file ADOPT: normalisation by past gradients only. */

import type { Rule } from "../../optim/rule.ts";
import { subject } from "../subject.ts";
import * as assert from "../support/assert.ts";
import { assertClose } from "../support/assertClose.ts";
import { claim } from "../support/claim.ts";
import { holds } from "../support/holds.ts";
import { moves } from "../support/moves.ts";
import { last, repeat, upTo } from "../support/numbers.ts";
import { trajectory } from "../support/trajectory.ts";

const { sqrt, max } = Math;

export const adopt = subject("adopt", {
  lr: { quadratic: 5, rosenbrock: 2, spiral: 0.5 },
  scaleFree: { eps: 0 },
  claims: [
    claim(
      "ADOPT's first gradient only sets v; each later one is divided by the root of what came before it",
      (optim) => {
        const settings = { lr: 0.1, beta1: 0, beta2: 0.9, eps: 1e-6, variant: "unclipped" } as const;
        const path = moves(optim, optim.adopt(settings), [2, 3, -50]);
        assert.equal(path[0], 0);
        assertClose(path[1], (-0.1 * 3) / 2, { relative: 1e-12 });
        assertClose(path[2], (0.1 * 50) / sqrt(0.9 * 4 + 0.1 * 9), { relative: 1e-12 });
      },
    ),

    claim("ADOPT's clipping holds a normalised gradient to the fourth root of t", (optim) => {
      const settings = { lr: 0.1, beta1: 0, beta2: 0.9999, eps: 1e-6 };
      const path = moves(optim, optim.adopt(settings), [1, 100, 0, 0, 1e6]);
      assertClose([path[1], path[4]], [-0.1, -0.1 * sqrt(2)], { relative: 1e-12 });
    }),

    claim("ADOPT's momentum on a constant gradient reaches η as 1 − β₁ᵗ⁻¹", (optim) => {
      const path = moves(optim, optim.adopt({ lr: 0.1, beta1: 0.8, beta2: 0.9 }), repeat(4, 30));
      assertClose(
        path,
        upTo(30).map((t) => -0.1 * (1 - 0.8 ** (t - 1))),
        { absolute: 1e-13 },
      );
    }),

    claim("ADOPT converges whatever β₂ is, where Adam goes the wrong way", (optim) => {
      const end = (rule: Rule): number =>
        last(
          trajectory(optim, rule, {
            start: [0],
            gradient: (_, t) => [t % 11 === 1 ? 110 : -10],
            steps: 6000,
            after: (theta) => {
              theta[0] = Math.min(1, max(-1, theta[0]));
            },
          }),
        )[0];
      const lr = (t: number): number => 0.1 / sqrt(t);
      holds(end(optim.adam({ lr, beta1: 0, beta2: 0.1, eps: 1e-8 })) > 0.5, "Adam");
      holds(end(optim.adopt({ lr, beta1: 0, beta2: 0.1, eps: 1e-8, variant: "unclipped" })) < -0.5, "ADOPT");
    }),
  ],
});
