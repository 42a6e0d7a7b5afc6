/** @file RAdam: when the rectification begins, and its size. */

import { subject } from "../subject.ts";
import * as assert from "../support/assert.ts";
import { assertClose } from "../support/assertClose.ts";
import { claim } from "../support/claim.ts";
import { moves } from "../support/moves.ts";
import { noise } from "../support/noise.ts";
import { averages, repeat } from "../support/numbers.ts";

const { abs } = Math;

export const radam = subject("radam", {
  lr: { quadratic: 0.2, rosenbrock: 0.002, spiral: 0.5 },
  settings: { beta2: 0.99 },
  claims: [
    claim(
      "RAdam is momentum for four updates, then rectified: r₅ = 0.0173, r₆ = 0.0258, r₁₀₀ = 0.215, r₅₀₀₀ = 0.983",
      (optim) => {
        // On a constant gradient m̂/√v̂ is 1 and m̂ is g, so that the steps show what multiplies them.
        const path = moves(optim, optim.radam({ lr: 1, eps: 0 }), repeat(2, 5000)).map((move) => -move);
        assertClose(path.slice(0, 4), repeat(2, 4), { relative: 1e-11 });
        assertClose([path[4], path[5]], [0.0173, 0.0258], { absolute: 5e-5 });
        assertClose([path[99], path[4999]], [0.215, 0.983], { absolute: 5e-4 });
      },
    ),

    claim("RAdam's first rectified update is the fifth for every usual β₂, the sixth with threshold 5", (optim) => {
      for (const beta2 of [0.9, 0.99, 0.999, 0.9999]) {
        for (const [threshold, first] of [
          [4, 5],
          [5, 6],
        ]) {
          const path = moves(optim, optim.radam({ lr: 1, eps: 0, beta2, threshold }), repeat(100, 12));
          const rectified = path.map((move) => abs(move) < 50);
          assert.equal(rectified.indexOf(true) + 1, first, `β₂ = ${beta2}`);
        }
      }
    }),

    claim("RAdam with β₂ ≤ 0.6, whose ρ∞ is at most 4, is never rectified and never NaN", (optim) => {
      for (const beta2 of [0, 0.3, 0.5, 0.6]) {
        const path = moves(optim, optim.radam({ lr: 0.1, beta2 }), repeat(3, 50));
        assertClose(path, repeat(-0.3, 50), { relative: 1e-11 }, `β₂ = ${beta2}`);
      }
    }),

    claim("RAdam as its authors programmed it skips its first five steps", (optim) => {
      const path = moves(optim, optim.radam({ variant: "authors", lr: 0.1 }), repeat(3, 6));
      assert.deepEqual(
        path.map((move) => move === 0),
        [true, true, true, true, true, false],
      );
    }),

    claim("RAdam's momentum in its first phase is Adam's corrected one", (optim) => {
      const stream = noise(14, 4);
      const mean = averages(0.9, stream);
      const expected = mean.map((m, t) => (-0.1 * m) / (1 - 0.9 ** (t + 1)));
      assertClose(moves(optim, optim.radam({ lr: 0.1 }), stream), expected, { relative: 1e-12 });
    }),
  ],
});
