/** @file RMSProp: closed forms for constant gradients, centering and momentum. */

import { subject } from "../subject.ts";
import { assertClose } from "../support/assertClose.ts";
import { claim } from "../support/claim.ts";
import { holds } from "../support/holds.ts";
import { moves } from "../support/moves.ts";
import { noise } from "../support/noise.ts";
import { repeat, upTo } from "../support/numbers.ts";
import { trajectory } from "../support/trajectory.ts";

const { sqrt, min } = Math;

export const rmsprop = subject("rmsprop", {
  lr: { quadratic: 0.05, rosenbrock: 0.01, spiral: 0.1 },
  scaleFree: { eps: 0 },
  claims: [
    claim("RMSProp's step t on a constant gradient is η/√(1 − ρᵗ)", (optim) => {
      const expected = upTo(40).map((t) => -0.01 / sqrt(1 - 0.9 ** t));
      assertClose(moves(optim, optim.rmsprop({ lr: 0.01, rho: 0.9, eps: 0 }), repeat(7, 40)), expected, {
        relative: 1e-12,
      });
    }),

    claim("RMSProp's mean square may start at 1, as TensorFlow's did: a first step 30 times smaller", (optim) => {
      const settings = { lr: 0.01, rho: 0.9, eps: 0, epsRoot: 1e-8 };
      assertClose(moves(optim, optim.rmsprop(settings), [0.1])[0], 0.968377381511 - 1, { absolute: 1e-12 });
      const ones = optim.rmsprop({ ...settings, initial: 1 });
      assertClose(moves(optim, ones, [0.1])[0], 0.998946492572 - 1, { absolute: 1e-12 });
    }),

    claim("RMSProp's momentum sums normalised gradients: ηΣμᵗ⁻ˢnₛ", (optim) => {
      const settings = { lr: 0.01, rho: 0.9, eps: 0 };
      const stream = noise(2, 20);
      const plain = moves(optim, optim.rmsprop(settings), stream);
      let velocity = 0;
      const summed = plain.map((move) => (velocity = 0.7 * velocity + move));
      for (const variant of ["pytorch", "tensorflow"] as const) {
        const epsRoot = variant === "tensorflow" ? { epsRoot: 0 } : {};
        const rule = optim.rmsprop({ ...settings, ...epsRoot, mu: 0.7, variant });
        assertClose(moves(optim, rule, stream), summed, { absolute: 1e-14 });
      }
    }),

    claim("centered RMSProp divides by the deviation around the mean gradient", (optim) => {
      const [rho, g] = [0.9, 2];
      const rules = [
        optim.rmsprop({ variant: "centered", lr: 0.01, rho, mu: 0, eps: 0, epsRoot: 0 }),
        optim.rmsprop({ variant: "pytorchCentered", lr: 0.01, rho, eps: 0 }),
      ];
      // v − a² = g²(1 − ρᵗ) − g²(1 − ρᵗ)² = g² ρᵗ (1 − ρᵗ)
      const expected = upTo(20).map((t) => -0.01 / sqrt(rho ** t * (1 - rho ** t)));
      for (const rule of rules) assertClose(moves(optim, rule, repeat(g, 20)), expected, { relative: 1e-9 });
    }),

    claim("centered RMSProp in Float32 stays finite on constant gradients, where v − a² rounds below 0", (optim) => {
      const [rho, steps] = [0.5, 200];
      for (const g of [0.3, 1234.5].map(Math.fround)) {
        for (const variant of ["centered", "pytorchCentered"] as const) {
          const settings = { variant, lr: 1e-6, rho, mu: 0, eps: 1e-16 };
          const run = { start: [0], gradient: () => [g], steps, floats: Float32Array };
          const path = trajectory(
            optim,
            optim.rmsprop(variant === "centered" ? { ...settings, epsRoot: 0 } : settings),
            run,
          );
          holds(
            path.every(([x]) => Number.isFinite(x)),
            `g = ${g}, ${variant}`,
          );
        }
        // The trap is there: the two averages as Float32 keeps them.
        const [v, a] = [new Float32Array(1), new Float32Array(1)];
        const variances = upTo(steps).map(() => {
          v[0] = rho * v[0] + (1 - rho) * g * g;
          a[0] = rho * a[0] + (1 - rho) * g;
          return v[0] - a[0] * a[0];
        });
        holds(min(...variances) < -1e-16, `g = ${g}`);
      }
    }),
  ],
});
