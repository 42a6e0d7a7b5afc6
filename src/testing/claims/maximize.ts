/** @file Maximization: the gradient's sign, but not the decay's. */

import { Random } from "../../autograd/random.ts";
import { subject } from "../subject.ts";
import * as assert from "../support/assert.ts";
import { assertClose } from "../support/assertClose.ts";
import { claim } from "../support/claim.ts";
import { gaussians } from "../support/noise.ts";
import { scaled, upTo } from "../support/numbers.ts";
import { tensorMoves } from "../support/tensorMoves.ts";

export const maximize = subject("maximize", {
  inner: "adam",
  scaleFree: { eps: 0 },
  lr: { quadratic: 1, rosenbrock: 0.5, spiral: 0.05 },
  ascends: true,
  claims: [
    claim("maximizing is minimizing the opposite; decay inside it still shrinks", (optim) => {
      const random = new Random(49);
      const stream = upTo(10).map(() => gaussians(random, 3));
      const opposite = stream.map((g) => scaled(g, -1));
      const up = tensorMoves(optim, optim.maximize(optim.adamw({ lr: 0.1 })), [1, 2, 3], stream);
      assert.deepEqual(up, tensorMoves(optim, optim.adamw({ lr: 0.1 }), [1, 2, 3], opposite));
      const decayed = optim.maximize(optim.l2(optim.sgd({ lr: 0.1 }), { l2: 0.5 }));
      assertClose(tensorMoves(optim, decayed, [1], [[0]])[0], [-0.05], { relative: 1e-12 });
    }),
  ],
});
