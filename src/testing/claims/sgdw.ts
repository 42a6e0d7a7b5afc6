/** @file SGDW: decay apart from the gradient. */

import type { Rule } from "../../optim/rule.ts";
import { subject } from "../subject.ts";
import * as assert from "../support/assert.ts";
import { assertClose } from "../support/assertClose.ts";
import { claim } from "../support/claim.ts";
import { holds } from "../support/holds.ts";
import { moves } from "../support/moves.ts";
import { last, norm } from "../support/numbers.ts";
import { quadratic } from "../support/quadratic.ts";
import { trajectory } from "../support/trajectory.ts";

export const sgdw = subject("sgdw", {
  lr: { quadratic: 0.1, rosenbrock: 0.001, spiral: 1 },
  claims: [
    claim(
      "SGDW without gradient shrinks the weight by 1 − ηλ, or by 1 − (η/base)λ when only the schedule counts",
      (optim) => {
        const settings = { lr: 0.1, mu: 0.9, weightDecay: 0.2 };
        const run = { start: [1], gradient: () => [0], steps: 20 };
        const path = trajectory(optim, optim.sgdw(settings), run);
        assertClose(
          path.map(([x]) => x),
          path.map((_, t) => 0.98 ** t),
          { relative: 1e-13 },
        );
        const bare = trajectory(optim, optim.sgdw({ ...settings, variant: "paper", baseLr: 0.4 }), run);
        assertClose(
          bare.map(([x]) => x),
          bare.map((_, t) => 0.95 ** t),
          { relative: 1e-13 },
        );
      },
    ),

    claim("decoupled decay is L2 regularisation for gradient descent, and is not for momentum and Adam", (optim) => {
      const [lambda, steps] = [0.3, 25];
      const loss = quadratic(1, 0.01);
      const regularised = (theta: readonly number[]) => loss(theta).map((g, i) => g + lambda * theta[i]);
      const apart = (decoupled: Rule, plain: Rule): number => {
        const decayed = last(trajectory(optim, decoupled, { start: [1, 1], gradient: loss, steps }));
        const l2 = last(trajectory(optim, plain, { start: [1, 1], gradient: regularised, steps }));
        return norm(decayed.map((x, i) => x - l2[i]));
      };
      const [free, decayed] = [{ lr: 0.1 }, { lr: 0.1, weightDecay: lambda }];
      holds(apart(optim.sgdw({ ...decayed, mu: 0 }), optim.sgd(free)) < 1e-14);
      holds(apart(optim.sgdw({ ...decayed, mu: 0.9 }), optim.momentum({ ...free, mu: 0.9 })) > 0.1);
      holds(apart(optim.adamw(decayed), optim.adam(free)) > 0.1);
    }),

    claim("SGDW without decay with μ = 0 is gradient descent", (optim) => {
      const stream = [1, -2, 0.3, 5, -0.1];
      const plain = moves(optim, optim.sgd({ lr: 0.07 }), stream, 1);
      assert.deepEqual(moves(optim, optim.sgdw({ lr: 0.07, mu: 0, weightDecay: 0 }), stream, 1), plain);
    }),
  ],
});
