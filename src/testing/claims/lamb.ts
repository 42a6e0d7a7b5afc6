/** @file LAMB: Adam's direction, scaled to each tensor's norm. */

import { Random } from "../../autograd/random.ts";
import { subject } from "../subject.ts";
import { assertClose } from "../support/assertClose.ts";
import { claim } from "../support/claim.ts";
import { gaussians } from "../support/noise.ts";
import { norm, scaled, upTo } from "../support/numbers.ts";
import { tensorMoves } from "../support/tensorMoves.ts";
import { trajectory } from "../support/trajectory.ts";

export const lamb = subject("lamb", {
  lr: { quadratic: 0.3, rosenbrock: 0.05, spiral: 0.05 },
  settings: { weightDecay: 0 },
  scaleFree: { eps: 0 },
  claims: [
    claim("LAMB moves every parameter by exactly η‖θ‖", (optim) => {
      const random = new Random(40);
      for (const [size, eps] of [
        [1e-3, 1e-6],
        [1, 1e-6],
        [500, 1e-6],
        [1e-3, 100],
      ]) {
        const start = scaled(gaussians(random, 6), size);
        const stream = upTo(10).map(() => gaussians(random, 6));
        const path = trajectory(optim, optim.lamb({ lr: 0.01, eps, weightDecay: 0.1 }), {
          start,
          gradient: (_, t) => stream[t - 1],
          steps: 10,
        });
        for (const t of upTo(10)) {
          const move = path[t].map((x, i) => x - path[t - 1][i]);
          assertClose(norm(move), 0.01 * norm(path[t - 1]), { relative: 1e-9 });
        }
      }
    }),

    claim("LAMB's direction is Adam's, plus decay", (optim) => {
      const random = new Random(41);
      const [start, g] = [gaussians(random, 5), gaussians(random, 5)];
      const [lamb] = tensorMoves(optim, optim.lamb({ lr: 0.01, eps: 0.1, weightDecay: 0.3 }), start, [g]);
      const [adam] = tensorMoves(optim, optim.adamw({ lr: 0.01, eps: 0.1, weightDecay: 0.3 }), start, [g]);
      assertClose(scaled(lamb, norm(adam) / norm(lamb)), adam, { relative: 1e-9 });
    }),

    claim("LAMB takes a ratio of 1 where a norm is 0, so that zero weights can leave 0", (optim) => {
      const [move] = tensorMoves(optim, optim.lamb({ lr: 0.01, eps: 0 }), [0, 0], [[3, -4]]);
      assertClose(move, [-0.01, 0.01], { relative: 1e-9 });
    }),
  ],
});
