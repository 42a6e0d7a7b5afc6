/** @file Adadelta: steps that do not depend on units. */

import { subject } from "../subject.ts";
import { assertClose } from "../support/assertClose.ts";
import { claim } from "../support/claim.ts";
import { moves } from "../support/moves.ts";
import { averages } from "../support/numbers.ts";

const { sqrt } = Math;

export const adadelta = subject("adadelta", {
  lr: { quadratic: 30, rosenbrock: 2, spiral: 30 },
  claims: [
    claim("Adadelta's first step is √ε/√((1 − ρ)g² + ε) · g, whatever the units", (optim) => {
      const [rho, eps] = [0.95, 1e-6];
      for (const g of [1e-3, 0.1, -25]) {
        const expected = (-sqrt(eps) / sqrt((1 - rho) * g * g + eps)) * g;
        assertClose(moves(optim, optim.adadelta({ rho, eps }), [g])[0], expected, { relative: 1e-12 });
      }
      assertClose(moves(optim, optim.adadelta({ rho, eps }), [1e4])[0], -sqrt(eps / (1 - rho)), { relative: 1e-9 });
    }),

    claim("Adadelta's numerator lags by one step and does not see lr", (optim) => {
      const [rho, eps] = [0.9, 1e-4];
      const stream = [1, -2, 0.5];
      const unit = moves(optim, optim.adadelta({ rho, eps }), stream);
      const squares = averages(
        rho,
        stream.map((x) => x * x),
      );
      const deltas = averages(
        rho,
        unit.map((x) => x * x),
      );
      for (const t of [1, 2]) {
        assertClose(unit[t], -(sqrt(deltas[t - 1] + eps) / sqrt(squares[t] + eps)) * stream[t], { relative: 1e-12 });
      }
      const scaled = moves(optim, optim.adadelta({ rho, eps, lr: 0.25 }), stream);
      assertClose(
        scaled,
        unit.map((move) => move / 4),
        { relative: 1e-13 },
      );
    }),
  ],
});
