/** @file AdaGrad: closed forms for constant gradients, and rates that never grow. */

import { subject } from "../subject.ts";
import { assertClose } from "../support/assertClose.ts";
import { claim } from "../support/claim.ts";
import { holds } from "../support/holds.ts";
import { moves } from "../support/moves.ts";
import { noise } from "../support/noise.ts";
import { last, repeat, upTo } from "../support/numbers.ts";

const { sqrt } = Math;

export const adagrad = subject("adagrad", {
  lr: { quadratic: 2, rosenbrock: 1, spiral: 0.5 },
  scaleFree: { eps: 0 },
  claims: [
    claim("AdaGrad's step t on a constant gradient is η/√t", (optim) => {
      for (const g of [0.001, -40]) {
        const expected = upTo(50).map((t) => (-Math.sign(g) * 0.1) / sqrt(t));
        assertClose(moves(optim, optim.adagrad({ lr: 0.1, eps: 0 }), repeat(g, 50)), expected, { relative: 1e-12 });
      }
    }),

    claim("AdaGrad adds ε outside the root, or inside; its sum starts at `initial`", (optim) => {
      const [lr, eps, initial, g] = [0.1, 0.5, 2, 3];
      const first = (settings: { eps: number; epsRoot?: number }): number =>
        moves(optim, optim.adagrad({ lr, initial, ...settings }), [g])[0];
      assertClose(first({ eps }), (-lr * g) / (sqrt(11) + eps), { relative: 1e-14 });
      assertClose(first({ eps: 0, epsRoot: eps }), (-lr * g) / sqrt(11 + eps), { relative: 1e-14 });
    }),

    claim("AdaGrad's rate decay in PyTorch divides η by 1 + (t − 1)d", (optim) => {
      const plain = moves(optim, optim.adagrad({ lr: 0.1, eps: 1e-10 }), repeat(2, 20));
      const decayed = moves(optim, optim.adagrad({ variant: "pytorch", lr: 0.1, lrDecay: 0.3 }), repeat(2, 20));
      assertClose(
        decayed,
        plain.map((move, t) => move / (1 + 0.3 * t)),
        { relative: 1e-12 },
      );
    }),

    claim("AdaGrad's effective learning rate never grows", (optim) => {
      const stream = noise(1, 300);
      const rates = moves(optim, optim.adagrad({ lr: 0.1 }), stream).map((move, t) => -move / stream[t]);
      for (let t = 1; t < rates.length; t++) holds(rates[t] <= rates[t - 1] * (1 + 1e-9), `update ${t + 1}`);
      holds(last(rates) < rates[0] / 10, "it does shrink");
    }),
  ],
});
