/** @file Lion: signs of an interpolation, and decoupled decay. */

import { subject } from "../subject.ts";
import * as assert from "../support/assert.ts";
import { assertClose } from "../support/assertClose.ts";
import { claim } from "../support/claim.ts";
import { moves } from "../support/moves.ts";
import { noise } from "../support/noise.ts";
import { repeat } from "../support/numbers.ts";
import { trajectory } from "../support/trajectory.ts";

const { abs, sign } = Math;

export const lion = subject("lion", {
  lr: { quadratic: 0.05, rosenbrock: 0.005, spiral: 0.05 },
  scaleFree: {},
  claims: [
    claim("Lion moves every weight by exactly η, by signs only", (optim) => {
      const stream = noise(13, 50);
      const path = moves(optim, optim.lion({ lr: 0.001 }), stream);
      assertClose(path.map(abs), repeat(0.001, 50), { relative: 1e-12 });
      assert.deepEqual(
        moves(
          optim,
          optim.lion({ lr: 0.001 }),
          stream.map((g) => 8 * g),
        ),
        path,
      );
    }),

    claim("Lion's direction mixes with β₁ before its memory updates with β₂", (optim) => {
      // m₁ = 0.01
      // c₂ = 0.9 m₁ − 0.1 · 0.05 = 0.004 > 0, though g₂ < 0
      // m₂ = 0.99 m₁ − 0.01 · 0.05 = 0.0094
      // c₃ = 0.9 m₂ − 0.1 · 0.08 = 0.00046 > 0
      // m₃ = 0.99 m₂ − 0.01 · 0.08 = 0.0085
      // c₄ = 0.9 m₃ − 0.1 · 0.08 = −0.00034 < 0
      const path = moves(optim, optim.lion({ lr: 1 }), [1, -0.05, -0.08, -0.08]);
      assert.deepEqual(path.map(sign), [-1, -1, -1, 1]);
    }),

    claim("Lion's decay is decoupled: θ loses ηλθ", (optim) => {
      const run = { start: [2], gradient: () => [0], steps: 20 };
      const path = trajectory(optim, optim.lion({ lr: 0.1, weightDecay: 0.3 }), run);
      assertClose(
        path.map(([x]) => x),
        path.map((_, t) => 2 * 0.97 ** t),
        { relative: 1e-13 },
      );
    }),
  ],
});
