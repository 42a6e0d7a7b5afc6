/** @file L2 regularisation in the gradient, and how it differs from decoupled decay. */

import type { Rule } from "../../optim/rule.ts";
import { subject } from "../subject.ts";
import * as assert from "../support/assert.ts";
import { assertClose } from "../support/assertClose.ts";
import { claim } from "../support/claim.ts";
import { tensorMoves } from "../support/tensorMoves.ts";

export const l2 = subject("l2", {
  inner: "adam",
  lr: { quadratic: 1, rosenbrock: 0.5, spiral: 0.1 },
  settings: { l2: 1e-4 },
  claims: [
    claim("SGD with decoupled decay is SGD with L2: one λ, both times η", (optim) => {
      const stream = [1, -2, 0.3, 5, -0.1, 0.02].map((g) => [g]);
      const decoupled = tensorMoves(optim, optim.sgdw({ lr: 0.1, mu: 0, weightDecay: 0.3 }), [1], stream);
      const inGradient = tensorMoves(optim, optim.l2(optim.sgd({ lr: 0.1 }), { l2: 0.3 }), [1], stream);
      assertClose(decoupled.flat(), inGradient.flat(), { absolute: 1e-15 });
    }),

    claim("L2 without gradient shrinks a weight by 1 − ηλ under SGD, decoupled decay does under any rule", (optim) => {
      const run = (rule: Rule) => tensorMoves(optim, rule, [2], [[0], [0]]).flat();
      assertClose(run(optim.l2(optim.sgd({ lr: 0.1 }), { l2: 0.5 })), [-0.1, -0.095], { relative: 1e-12 });
      for (const inner of [optim.sgd({ lr: 0.1 }), optim.adam({ lr: 0.1 }), optim.adagrad({ lr: 0.1 })]) {
        assertClose(run(optim.decoupledDecay(inner, { weightDecay: 0.5 })), [-0.1, -0.095], { relative: 1e-12 });
      }
    }),

    claim("l2 has no default for l2", (optim) => {
      assert.throws(() => optim.l2(optim.sgd()), /missing/);
    }),
  ],
});
