/** @file Adam: the size of its steps, and what it reduces to. */

import { subject } from "../subject.ts";
import { assertClose } from "../support/assertClose.ts";
import { claim } from "../support/claim.ts";
import { moves } from "../support/moves.ts";
import { noise } from "../support/noise.ts";
import { repeat, upTo } from "../support/numbers.ts";

const { sqrt, abs, sign } = Math;

export const adam = subject("adam", {
  lr: { quadratic: 1, rosenbrock: 0.5, spiral: 0.05 },
  scaleFree: { eps: 0 },
  claims: [
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
      const rule = optim.adam({ variant: "tensorflow", lr, eps });
      assertClose(moves(optim, rule, repeat(g, 30)), expected, { relative: 1e-11 });
    }),

    claim("Adam with ε inside the root moves by αg/√(g² + ε)", (optim) => {
      const rule = optim.adam({ lr: 0.01, eps: 0, epsRoot: 0.5 });
      assertClose(moves(optim, rule, repeat(2, 30)), repeat((-0.01 * 2) / sqrt(4.5), 30), { relative: 1e-11 });
    }),

    claim("Adam without bias correction moves by (1 − β₁ᵗ)/√(1 − β₂ᵗ): 3.2 times too far at first", (optim) => {
      const expected = upTo(30).map((t) => (-0.01 * (1 - 0.9 ** t)) / sqrt(1 - 0.999 ** t));
      const path = moves(optim, optim.adam({ variant: "mlx", lr: 0.01, eps: 0 }), repeat(5, 30));
      assertClose(path, expected, { relative: 1e-11 });
      assertClose(path[0] / -0.01, 3.16, { absolute: 0.01 });
    }),
  ],
});
