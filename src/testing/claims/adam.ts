/** @file Adam, AdamW and AMSGrad: what their papers say about step sizes, limits and each other. */
import assert from "node:assert/strict";
import type { Rule } from "../../optim/rule.ts";
import { assertClose, averages, claim, gap, holds, last, moves, repeat, trajectory, upTo } from "../check.ts";
import { noise } from "./adaptive.ts";

const { sqrt, abs, sign, max } = Math;

export const adamClaims = [
  claim("Adam moves by exactly α|g|/(|g| + ε) at every update while the gradient is constant", (optim) => {
    for (const [g, eps] of [
      [3, 0],
      [1e-4, 1e-3],
      [-20, 1e-8],
    ]) {
      const expected = repeat((-sign(g) * 0.01 * abs(g)) / (abs(g) + eps), 100);
      assertClose(moves(optim, optim.adam({ lr: 0.01, eps }), repeat(g, 100)), expected, { relative: 1e-11 });
    }
  }),

  claim("Adam's first step is −α sign(g)", (optim) => {
    for (const g of [1e-7, -0.3, 4e5]) {
      assertClose(moves(optim, optim.adam({ lr: 0.002, eps: 0 }), [g])[0], -0.002 * sign(g), { relative: 1e-12 });
    }
  }),

  claim("Adam without averaging is sign descent", (optim) => {
    const stream = noise(5, 20);
    const path = moves(optim, optim.adam({ lr: 0.01, beta1: 0, beta2: 0, eps: 0 }), stream);
    assertClose(
      path,
      stream.map((g) => -0.01 * sign(g)),
      { relative: 1e-12 },
    );
  }),

  claim("Adam with β₁ = 0 is RMSProp with its mean square corrected", (optim) => {
    const stream = noise(6, 30);
    const plain = moves(optim, optim.rmsprop({ lr: 0.01, rho: 0.97, eps: 0 }), stream);
    const adam = moves(optim, optim.adam({ lr: 0.01, beta1: 0, beta2: 0.97, eps: 0 }), stream);
    assertClose(
      adam,
      plain.map((move, t) => move * sqrt(1 - 0.97 ** (t + 1))),
      { relative: 1e-11 },
    );
  }),

  claim("Adam with ε beside the uncorrected root has ε/√(1 − β₂ᵗ) in the paper's place", (optim) => {
    const [lr, eps, g] = [0.01, 0.1, 2];
    const expected = upTo(30).map((t) => (-lr * g) / (g + eps / sqrt(1 - 0.999 ** t)));
    const rule = optim.adam({ lr, eps, epsPlacement: "uncorrected" });
    assertClose(moves(optim, rule, repeat(g, 30)), expected, { relative: 1e-11 });
  }),

  claim("Adam with ε inside the root moves by αg/√(g² + ε)", (optim) => {
    const rule = optim.adam({ lr: 0.01, eps: 0.5, epsPlacement: "insideRoot" });
    assertClose(moves(optim, rule, repeat(2, 30)), repeat((-0.01 * 2) / sqrt(4.5), 30), { relative: 1e-11 });
  }),

  claim("Adam without bias correction moves by (1 − β₁ᵗ)/√(1 − β₂ᵗ): 3.2 times too far at first", (optim) => {
    const expected = upTo(30).map((t) => (-0.01 * (1 - 0.9 ** t)) / sqrt(1 - 0.999 ** t));
    const path = moves(optim, optim.adam({ lr: 0.01, eps: 0, biasCorrection: false }), repeat(5, 30));
    assertClose(path, expected, { relative: 1e-11 });
    assertClose(path[0] / -0.01, 3.16, { absolute: 0.01 });
  }),

  claim("AdamW without gradient shrinks the weight by 1 − ηλ at every update", (optim) => {
    const run = { start: [2], gradient: () => [0], steps: 50 };
    const path = trajectory(optim, optim.adamw({ lr: 0.1, weightDecay: 0.3 }), run);
    assertClose(
      path.map(([x]) => x),
      path.map((_, t) => 2 * 0.97 ** t),
      { relative: 1e-13 },
    );
  }),

  claim("AdamW's decay in the paper's form follows the schedule η/base but not η itself", (optim) => {
    const run = { start: [2], gradient: () => [0], steps: 50 };
    const settings = { lr: 0.1, weightDecay: 0.3, decay: "scheduleOnly", baseLr: 0.2 } as const;
    const path = trajectory(optim, optim.adamw(settings), run);
    assertClose(
      path.map(([x]) => x),
      path.map((_, t) => 2 * 0.85 ** t),
      { relative: 1e-13 },
    );
  }),

  claim("AdamW with λ = 0 is Adam", (optim) => {
    const settings = { lr: 0.01, beta1: 0.8, beta2: 0.95, eps: 1e-3 };
    const stream = noise(7, 30);
    assert.equal(gap(optim, optim.adamw({ ...settings, weightDecay: 0 }), optim.adam(settings), stream), 0);
  }),

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
      const coefficients = (order: "correctThenMax" | "maxThenCorrect" | "uncorrected"): number[] =>
        moves(optim, optim.amsgrad({ lr, beta1, order }), stream).map((move, t) => -move / lr / momentum[t]);
      const falls = (list: number[]): boolean => list.every((x, t) => t === 0 || x <= list[t - 1] * (1 + 1e-12));
      holds(falls(coefficients("correctThenMax")));
      assertClose(last(coefficients("correctThenMax")), 1.015, { absolute: 1e-3 });
      holds(falls(coefficients("uncorrected")));
      const rising = coefficients("maxThenCorrect");
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
    holds(!grows(rates(optim.amsgrad({ ...settings, order: "uncorrected" }))));
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
];
