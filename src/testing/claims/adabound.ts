/** @file AdaBound: bounds that turn Adam into SGD. */

import { subject } from "../subject.ts";
import { assertClose } from "../support/assertClose.ts";
import { claim } from "../support/claim.ts";
import { holds } from "../support/holds.ts";
import { moves } from "../support/moves.ts";
import { noise } from "../support/noise.ts";
import { averages } from "../support/numbers.ts";

const { abs, max } = Math;

export const adabound = subject("adabound", {
  lr: { quadratic: 0.2, rosenbrock: 0.0005, spiral: 0.05 },
  settings: { finalLr: 0.1 },
  claims: [
    claim("AdaBound at first is Adam with ε beside the uncorrected root", (optim) => {
      const stream = [0.1, -0.2, 0.3, 0.3, -0.05, 0.4, 0.02];
      const adam = moves(optim, optim.adam({ epsPlacement: "uncorrected" }), stream);
      assertClose(moves(optim, optim.adabound(), stream), adam, { relative: 1e-13 });
      assertClose(moves(optim, optim.amsbound(), stream.map(abs)), moves(optim, optim.adabound(), stream.map(abs)), {
        relative: 0.2,
      });
    }),

    claim("AdaBound with bounds so wide that they never bind is Adam", (optim) => {
      const stream = noise(15, 100);
      const settings = { lr: 0.01, beta1: 0.9, beta2: 0.99, eps: 1e-4 };
      const wide = optim.adabound({ ...settings, gamma: 1e-9, baseLr: 0.01 });
      const adam = optim.adam({ ...settings, epsPlacement: "uncorrected" });
      const path = moves(optim, adam, stream);
      assertClose(moves(optim, wide, stream), path, { absolute: 1e-15 });
    }),

    claim(
      "AdaBound's and AMSBound's coefficients come within f/(γt) of f: at last they are SGD with momentum",
      (optim) => {
        const stream = noise(16, 2000).map((g, t) => (t % 50 === 0 ? 30 * g : g));
        const settings = { lr: 0.001, gamma: 0.05, finalLr: 0.1, beta1: 0.9, beta2: 0.999, baseLr: 0.001 };
        const mean = averages(0.9, stream);
        for (const rule of [optim.adabound(settings), optim.amsbound(settings)]) {
          const coefficients = moves(optim, rule, stream).map((move, t) => -move / mean[t]);
          for (const [i, coefficient] of coefficients.entries()) {
            const t = i + 1;
            holds(coefficient <= 0.1 * (1 + 1 / (0.05 * t)) * (1 + 1e-9), `above at ${t}`);
            holds(coefficient >= 0.1 * (1 - 1 / (0.05 * t + 1)) * (1 - 1e-9), `below at ${t}`);
          }
          const late = coefficients.slice(1900);
          holds(max(...late.map((coefficient) => abs(coefficient - 0.1))) < 0.1 / (0.05 * 1900));
        }
      },
    ),

    claim("AdaBound's bounds follow a schedule of η: f = finalLr · η/base", (optim) => {
      const settings = { gamma: 1e6, finalLr: 0.1, baseLr: 0.01, beta1: 0 };
      const stream = noise(17, 20);
      const path = moves(optim, optim.adabound({ ...settings, lr: (t) => 0.01 / t }), stream);
      assertClose(
        path,
        stream.map((g, t) => (-0.1 * g) / (t + 1)),
        { relative: 1e-5 },
      );
    }),

    claim("AdaBound in the paper's form has narrower bounds 1 − β₂ and falls as 1/√t", (optim) => {
      const settings = { lr: 1e-9, finalLr: 0.1, beta1: 0, beta2: 0.9, form: "paper" } as const;
      const stream = noise(18, 50);
      for (const make of [optim.adabound, optim.amsbound]) {
        // α/√v is far below the lower bound, which is what remains.
        const expected = stream.map((g, i) => (-0.1 * (1 - 1 / (0.1 * (i + 1) + 1)) * g) / Math.sqrt(i + 1));
        assertClose(moves(optim, make(settings), stream), expected, { relative: 1e-12 });
      }
    }),
  ],
});
