/** @file Nesterov's momentum: closed forms, its rate and its bound on quadratics. */

import { subject } from "../subject.ts";
import * as assert from "../support/assert.ts";
import { assertClose } from "../support/assertClose.ts";
import { claim } from "../support/claim.ts";
import { assertBound, kappa, rate, root } from "../support/convergence.ts";
import { moves } from "../support/moves.ts";
import { repeat, upTo } from "../support/numbers.ts";
import { trajectory } from "../support/trajectory.ts";

export const nesterov = subject("nesterov", {
  lr: { quadratic: 0.1, rosenbrock: 0.001, spiral: 0.5 },
  claims: [
    claim("Nesterov's momentum on a constant gradient moves by ηg(1 − μᵗ⁺¹)/(1 − μ)", (optim) => {
      const [lr, mu, g] = [0.01, 0.8, 3];
      const expected = upTo(40).map((t) => (-lr * g * (1 - mu ** (t + 1))) / (1 - mu));
      for (const variant of ["", "pytorch"] as const) {
        assertClose(moves(optim, optim.nesterov({ lr, mu, variant }), repeat(g, 40)), expected, {
          relative: 1e-12,
        });
      }
    }),

    claim("Nesterov's method at η = 1/L converges as 1 − 1/√κ", (optim) => {
      const mu = (root - 1) / (root + 1);
      assertClose(rate(optim, optim.nesterov({ lr: 1, mu }), [1 / kappa, 1], 400), 1 - 1 / root, { relative: 0.01 });
    }),

    claim("Nesterov's method converges exactly when η < 2(1 + μ)/((1 + 2μ)λ)", (optim) => {
      for (const mu of [0.3, 0.9]) {
        assertBound(optim, (lr) => optim.nesterov({ lr, mu }), 5, (2 * (1 + mu)) / ((1 + 2 * mu) * 5));
      }
    }),

    claim("Nesterov's weights are the look-ahead points of Sutskever's form", (optim) => {
      const [lr, mu, start] = [0.1, 0.8, 2];
      const slope = (x: number): number => 3 * x + Math.sin(5 * x);
      const path = trajectory(optim, optim.nesterov({ lr, mu }), {
        start: [start],
        gradient: ([x]) => [slope(x)],
        steps: 30,
      });
      let [x, v] = [start, 0];
      const ahead = path.map(() => {
        const point = x + mu * v;
        v = mu * v - lr * slope(point);
        x += v;
        return point;
      });
      assertClose(
        path.map(([y]) => y),
        ahead,
        { absolute: 1e-12 },
      );
    }),

    claim("Nesterov's method with μ = 0 is gradient descent", (optim) => {
      const stream = [1, -2, 0.3, 5, -0.1];
      const plain = moves(optim, optim.sgd({ lr: 0.07 }), stream, 1);
      for (const rule of [optim.nesterov({ lr: 0.07, mu: 0 }), optim.nesterov({ lr: 0.07, mu: 0, variant: "pytorch" })])
        assert.deepEqual(moves(optim, rule, stream, 1), plain);
    }),
  ],
});
