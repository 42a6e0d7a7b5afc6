/** @file AMSGrad: rates that never grow, and Reddi's counterexample. */

import type { Rule } from "../../optim/rule.ts";
import { subject } from "../subject.ts";
import * as assert from "../support/assert.ts";
import { assertClose } from "../support/assertClose.ts";
import { claim } from "../support/claim.ts";
import { gap } from "../support/gap.ts";
import { holds } from "../support/holds.ts";
import { moves } from "../support/moves.ts";
import { noise } from "../support/noise.ts";
import { averages, last, repeat } from "../support/numbers.ts";
import { trajectory } from "../support/trajectory.ts";

const { sqrt, max } = Math;

export const amsgrad = subject("amsgrad", {
  lr: { quadratic: 2, rosenbrock: 0.5, spiral: 0.2 },
  scaleFree: { eps: 0 },
  claims: [
    claim("AMSGrad is Adam while the corrected second moment grows", (optim) => {
      const settings = { lr: 0.01, beta1: 0.9, beta2: 0.99, eps: 1e-8 };
      const growing = noise(9, 40).map((g, t) => (g < 0 ? -1 : 1) * 1.3 ** t);
      assert.equal(gap(optim, optim.amsgrad(settings), optim.adam(settings), growing), 0);
      holds(gap(optim, optim.amsgrad(settings), optim.adam(settings), [5, ...repeat(0.1, 40)]) > 1e-3);
    }),

    claim(
      "AMSGrad's coefficient never grows when corrected first, then maximised; in PyTorch's order it does",
      (optim) => {
        const [lr, beta1] = [0.01, 0.9];
        const stream = [1, ...repeat(0, 39)];
        const momentum = averages(beta1, stream);
        const coefficients = (variant: "" | "pytorch" | "paper"): number[] =>
          moves(optim, optim.amsgrad({ lr, beta1, variant }), stream).map((move, t) => -move / lr / momentum[t]);
        const falls = (list: number[]): boolean => list.every((x, t) => t === 0 || x <= list[t - 1] * (1 + 1e-12));
        holds(falls(coefficients("")));
        assertClose(last(coefficients("")), 1.015, { absolute: 1e-3 });
        holds(falls(coefficients("paper")));
        const rising = coefficients("pytorch");
        assertClose([rising[0], rising[9], rising[39]], [10, 4.84, 6.36], { absolute: 0.01 });
      },
    ),

    claim("AMSGrad's effective rate never grows on noise either; Adam's does", (optim) => {
      const stream = noise(10, 300).map((g, t) => g * (t < 100 ? 5 : 0.5));
      const settings = { lr: 0.01, beta1: 0.9, beta2: 0.99 };
      const momentum = averages(settings.beta1, stream);
      const rates = (rule: Rule): number[] => moves(optim, rule, stream).map((move, t) => -move / momentum[t]);
      const grows = (list: number[]): boolean => list.some((x, t) => t > 0 && x > list[t - 1] * (1 + 1e-9));
      holds(!grows(rates(optim.amsgrad(settings))));
      holds(!grows(rates(optim.amsgrad({ ...settings, variant: "paper" }))));
      holds(grows(rates(optim.adam(settings))));
    }),

    claim("Reddi's counterexample: Adam drifts to the worst point +1, AMSGrad finds the best, −1", (optim) => {
      const settings = { lr: (t: number) => 0.5 / sqrt(t), beta1: 0.9, beta2: 0.99, eps: 1e-8 };
      const end = (rule: Rule): number =>
        last(
          trajectory(optim, rule, {
            start: [0],
            gradient: (_, t) => [t % 101 === 1 ? 1010 : -10],
            steps: 20_000,
            after: (theta) => {
              theta[0] = Math.min(1, max(-1, theta[0]));
            },
          }),
        )[0];
      holds(end(optim.adam(settings)) > 0.95, `Adam ended at ${end(optim.adam(settings))}`);
      holds(end(optim.amsgrad(settings)) < -0.5, `AMSGrad ended at ${end(optim.amsgrad(settings))}`);
    }),
  ],
});
