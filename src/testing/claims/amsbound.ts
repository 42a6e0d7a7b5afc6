/** @file AMSBound: AdaBound's bounds with AMSGrad's maximum. */

import { subject } from "../subject.ts";
import { assertClose } from "../support/assertClose.ts";
import { boundClaims } from "../support/boundClaims.ts";
import { claim } from "../support/claim.ts";
import { holds } from "../support/holds.ts";
import { moves } from "../support/moves.ts";
import { repeat, upTo } from "../support/numbers.ts";

export const amsbound = subject("amsbound", {
  lr: { quadratic: 0.2, rosenbrock: 0.0005, spiral: 0.05 },
  settings: { finalLr: 0.1 },
  claims: [
    claim("AMSBound's rate between its bounds never grows but for the bias factor; AdaBound's does", (optim) => {
      const settings = { lr: 0.01, beta1: 0, beta2: 0.9, gamma: 1e-9, eps: 0, baseLr: 0.01 };
      const stream = [10, ...upTo(60).map(() => 0.1)];
      const rate = (make: typeof optim.adabound): number[] =>
        moves(optim, make(settings), stream).map((move, t) => -move / stream[t] / Math.sqrt(1 - 0.9 ** (t + 1)));
      const ams = rate(optim.amsbound);
      assertClose(ams, repeat(ams[0], 61), { relative: 1e-9 });
      holds(rate(optim.adabound)[60] > 5 * ams[0]);
    }),

    ...boundClaims("AMSBound", (optim) => optim.amsbound),
  ],
});
