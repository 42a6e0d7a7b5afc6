/** @file Decoupled decay around any rule. */

import { Random } from "../../autograd/random.ts";
import type { Rule } from "../../optim/rule.ts";
import { subject } from "../subject.ts";
import * as assert from "../support/assert.ts";
import { assertClose } from "../support/assertClose.ts";
import { claim } from "../support/claim.ts";
import { holds } from "../support/holds.ts";
import { gaussians } from "../support/noise.ts";
import { scaled, upTo } from "../support/numbers.ts";
import { tensorMoves } from "../support/tensorMoves.ts";

const { abs, max } = Math;

export const decoupledDecay = subject("decoupledDecay", {
  inner: "adam",
  scaleFree: { eps: 0 },
  lr: { quadratic: 1, rosenbrock: 0.2, spiral: 0.05 },
  settings: { weightDecay: 1e-4 },
  claims: [
    claim("AdamW is not Adam with L2: its decay does not go through the normalisation", (optim) => {
      const random = new Random(50);
      const stream = upTo(30).map(() => scaled(gaussians(random, 3), 10));
      const run = (rule: Rule): number[] => tensorMoves(optim, rule, [1, 2, 3], stream).flat();
      const adam = () => optim.adam({ lr: 0.01 });
      const decoupled = run(optim.adamw({ lr: 0.01, weightDecay: 0.1 }));
      const inGradient = run(optim.l2(adam(), { l2: 0.1 }));
      holds(max(...decoupled.map((move, i) => abs(move - inGradient[i]))) > 1e-4);
      assertClose(decoupled, run(optim.decoupledDecay(adam(), { weightDecay: 0.1 })), { absolute: 1e-15 });
    }),

    claim("decoupledDecay has the published defaults", (optim) => {
      assert.deepEqual(optim.decoupledDecay(optim.sgd()).hyper, { lr: 0.01, weightDecay: 0.01 });
    }),
  ],
});
