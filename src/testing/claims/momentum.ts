/** @file Heavy ball: its closed forms, its rate and its bound on quadratics. */

import type { Rule } from "../../optim/rule.ts";
import { subject } from "../subject.ts";
import * as assert from "../support/assert.ts";
import { assertClose } from "../support/assertClose.ts";
import { claim } from "../support/claim.ts";
import { assertBound, kappa, rate, root } from "../support/convergence.ts";
import { moves } from "../support/moves.ts";
import { repeat, upTo } from "../support/numbers.ts";

export const momentum = subject("momentum", {
  lr: { quadratic: 0.1, rosenbrock: 0.001, spiral: 1 },
  claims: [
    claim("momentum on a constant gradient moves by ηg(1 − μᵗ)/(1 − μ)", (optim) => {
      const [lr, mu, g] = [0.01, 0.8, 3];
      const expected = upTo(40).map((t) => (-lr * g * (1 - mu ** t)) / (1 - mu));
      for (const variant of ["", "pytorch"] as const) {
        assertClose(moves(optim, optim.momentum({ lr, mu, variant }), repeat(g, 40)), expected, {
          relative: 1e-12,
        });
      }
    }),

    claim("dampening τ scales every gradient but the first by 1 − τ", (optim) => {
      const [lr, mu, dampening] = [0.1, 0.5, 0.75];
      const stream = [1, -2, 3, 0.5];
      const damped = moves(optim, optim.momentum({ variant: "pytorch", lr, mu, dampening }), stream);
      assertClose(damped[0], -lr * stream[0], { relative: 1e-15 });
      assertClose(damped[1], -lr * (mu * stream[0] + (1 - dampening) * stream[1]), { relative: 1e-13 });
    }),

    claim("a learning rate halved in the middle stays in old velocity inside, and not outside", (optim) => {
      const lr = (t: number): number => (t <= 3 ? 0.1 : 0.05);
      const stream = [0.1, -0.2, 0.3, 0.3, -0.05, 0.4, 0.02];
      const end = (rule: Rule): number => moves(optim, rule, stream).reduce((sum, move) => sum + move, 1);
      assertClose(end(optim.momentum({ lr, variant: "" })), 0.83487849, { absolute: 1e-12 });
      assertClose(end(optim.momentum({ lr, variant: "pytorch" })), 0.865984245, { absolute: 1e-12 });
    }),

    claim("heavy ball at Polyak's optimum converges as (√κ − 1)/(√κ + 1)", (optim) => {
      const mu = ((root - 1) / (root + 1)) ** 2;
      const lr = 4 / (root + 1) ** 2; // λ from 1/κ to 1, in units of 1/λ_max
      const heavy = optim.momentum({ lr: lr * kappa, mu });
      // The eigenvalues are double, so that the rate is approached as ᵗ√t.
      assertClose(rate(optim, heavy, [1 / kappa, 1], 400), (root - 1) / (root + 1), { relative: 0.01 });
    }),

    claim("heavy ball converges exactly when η < 2(1 + μ)/λ", (optim) => {
      for (const mu of [0.3, 0.9]) assertBound(optim, (lr) => optim.momentum({ lr, mu }), 5, (2 * (1 + mu)) / 5);
    }),

    claim("momentum with μ = 0 is gradient descent", (optim) => {
      const stream = [1, -2, 0.3, 5, -0.1];
      const plain = moves(optim, optim.sgd({ lr: 0.07 }), stream, 1);
      for (const rule of [optim.momentum({ lr: 0.07, mu: 0 }), optim.momentum({ lr: 0.07, mu: 0, variant: "pytorch" })])
        assert.deepEqual(moves(optim, rule, stream, 1), plain);
    }),
  ],
});
