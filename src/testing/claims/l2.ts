/** @file L2 regularisation in the gradient, and how it differs from decoupled decay. */
import assert from "node:assert/strict";
import type { Rule } from "../../optim/rule.ts";
import { subject } from "../subject.ts";
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

    claim("the wrappers' defaults are those of their papers, or have to be given", (optim) => {
      const sgd = optim.sgd();
      const published = {
        [optim.lookahead(sgd).name]: [optim.lookahead(sgd).hyper, { k: 5, alpha: 0.5 }],
        [optim.agc(sgd).name]: [optim.agc(sgd).hyper, { clip: 0.01, eps: 1e-3 }],
        [optim.ema(sgd).name]: [optim.ema(sgd).hyper, { decay: 0.999 }],
        [optim.swa(sgd).name]: [optim.swa(sgd).hyper, { start: 1, every: 1 }],
        [optim.decoupledDecay(sgd).name]: [optim.decoupledDecay(sgd).hyper, { weightDecay: 0.01 }],
      };
      for (const [name, [hyper, defaults]] of Object.entries(published))
        assert.deepEqual(hyper, { lr: 0.01, ...defaults }, name);
      assert.equal(optim.lookahead(sgd).options.innerMomentum, "maintain");
      for (const wrapper of [optim.l2, optim.clipByNorm, optim.clipByValue, optim.centralize])
        assert.throws(() => wrapper(sgd), /missing/);
    }),
  ],
});
