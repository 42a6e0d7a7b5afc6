/** @file AdaBound: bounds that turn Adam into SGD. */

import { subject } from "../subject.ts";
import { assertClose } from "../support/assertClose.ts";
import { boundClaims } from "../support/boundClaims.ts";
import { claim } from "../support/claim.ts";
import { moves } from "../support/moves.ts";
import { noise } from "../support/noise.ts";

const { abs } = Math;

export const adabound = subject("adabound", {
  lr: { quadratic: 0.2, rosenbrock: 0.0005, spiral: 0.05 },
  settings: { finalLr: 0.1 },
  claims: [
    claim("AdaBound at first is Adam with ε beside the uncorrected root", (optim) => {
      const stream = [0.1, -0.2, 0.3, 0.3, -0.05, 0.4, 0.02];
      const adam = moves(optim, optim.adam({ variant: "tensorflow", eps: 1e-8 }), stream);
      assertClose(moves(optim, optim.adabound(), stream), adam, { relative: 1e-13 });
      assertClose(moves(optim, optim.amsbound(), stream.map(abs)), moves(optim, optim.adabound(), stream.map(abs)), {
        relative: 0.2,
      });
    }),

    claim("AdaBound with bounds so wide that they never bind is Adam", (optim) => {
      const stream = noise(15, 100);
      const settings = { lr: 0.01, beta1: 0.9, beta2: 0.99, eps: 1e-4 };
      const wide = optim.adabound({ ...settings, gamma: 1e-9, baseLr: 0.01 });
      const adam = optim.adam({ ...settings, variant: "tensorflow" });
      const path = moves(optim, adam, stream);
      assertClose(moves(optim, wide, stream), path, { absolute: 1e-15 });
    }),

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

    ...boundClaims("AdaBound", (optim) => optim.adabound),
  ],
});
