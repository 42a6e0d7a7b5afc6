/** @file Yogi: a second moment that changes additively. */

import { subject } from "../subject.ts";
import { assertClose } from "../support/assertClose.ts";
import { claim } from "../support/claim.ts";
import { moves } from "../support/moves.ts";
import { noise } from "../support/noise.ts";
import { repeat, upTo } from "../support/numbers.ts";

const { sqrt } = Math;

export const yogi = subject("yogi", {
  lr: { quadratic: 0.5, rosenbrock: 0.1, spiral: 0.05 },
  scaleFree: { eps: 0, initial: 0 },
  asymmetric: ["optax"],
  claims: [
    claim("Yogi's second moment falls by (1 − β₂)g² per update, not in proportion to itself", (optim) => {
      const settings = { lr: 0.01, beta1: 0, beta2: 0.9, eps: 0, initial: 50 };
      const g = 0.5;
      const second = moves(optim, optim.yogi(settings), repeat(g, 40)).map((move) => ((0.01 * g) / move) ** 2);
      assertClose(
        second,
        upTo(40).map((t) => 50 - 0.1 * g * g * t),
        { relative: 1e-10 },
      );
      const up = moves(optim, optim.yogi({ ...settings, initial: 0 }), repeat(g, 3)).map(
        (move) => ((0.01 * g) / move) ** 2,
      );
      assertClose(
        up,
        [1, 2, 3].map((t) => 0.1 * g * g * t),
        { relative: 1e-10 },
      );
    }),

    claim("Yogi in optax divides both moments as Adam does", (optim) => {
      const settings = { lr: 0.01, beta1: 0.9, beta2: 0.99, eps: 0, initial: 0 };
      const stream = [0, ...noise(12, 20)];
      const plain = moves(optim, optim.yogi(settings), stream);
      const corrected = moves(optim, optim.yogi({ ...settings, variant: "optax" }), stream);
      const factor = (t: number): number => sqrt(1 - 0.99 ** t) / (1 - 0.9 ** t);
      assertClose(
        corrected,
        plain.map((move, t) => move * factor(t + 1)),
        { relative: 1e-11 },
      );
    }),
  ],
});
