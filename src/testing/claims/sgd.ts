/** @file Gradient descent: its path and its rate on quadratics. */

import { subject } from "../subject.ts";
import { assertClose } from "../support/assertClose.ts";
import { claim } from "../support/claim.ts";
import { assertBound, kappa, rate } from "../support/convergence.ts";
import { quadratic } from "../support/quadratic.ts";
import { trajectory } from "../support/trajectory.ts";

export const sgd = subject("sgd", {
  lr: { quadratic: 0.1, rosenbrock: 0.005, spiral: 2 },
  claims: [
    claim("gradient descent on ½λθ² multiplies θ by 1 − ηλ at every step", (optim) => {
      const [lr, start] = [0.1, 3];
      for (const curvature of [0.5, 4, 12, 19]) {
        const path = trajectory(optim, optim.sgd({ lr }), {
          start: [start],
          gradient: quadratic(curvature),
          steps: 30,
        });
        assertClose(
          path.map(([x]) => x),
          path.map((_, t) => start * (1 - lr * curvature) ** t),
          { relative: 1e-13 },
        );
      }
    }),

    claim("gradient descent converges exactly when η < 2/λ", (optim) => {
      assertBound(optim, (lr) => optim.sgd({ lr }), 7, 2 / 7);
    }),

    claim("both beat gradient descent, whose best rate is (κ − 1)/(κ + 1)", (optim) => {
      const plain = rate(optim, optim.sgd({ lr: 2 / (1 + 1 / kappa) }), [1 / kappa, 1], 400);
      assertClose(plain, (kappa - 1) / (kappa + 1), { relative: 1e-9 });
    }),
  ],
});
