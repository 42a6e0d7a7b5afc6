/** @file LARS: rates scaled to each tensor's norm. */

import { Random } from "../../autograd/random.ts";
import { subject } from "../subject.ts";
import { assertClose } from "../support/assertClose.ts";
import { claim } from "../support/claim.ts";
import { gaussians } from "../support/noise.ts";
import { norm, repeat, scaled } from "../support/numbers.ts";
import { tensorMoves } from "../support/tensorMoves.ts";

export const lars = subject("lars", {
  lr: { quadratic: 10, rosenbrock: 2, spiral: 30 },
  settings: { weightDecay: 0 },
  scaleFree: {},
  claims: [
    claim("LARS moves a parameter by η · trust · ‖θ‖ when nothing is in its velocity", (optim) => {
      const random = new Random(42);
      for (const size of [1e-3, 1, 500]) {
        const [start, g] = [scaled(gaussians(random, 6), size), gaussians(random, 6)];
        const [move] = tensorMoves(optim, optim.lars({ lr: 0.5, trust: 0.02, weightDecay: 0.1 }), start, [g]);
        assertClose(norm(move), 0.5 * 0.02 * norm(start), { relative: 1e-9 });
      }
    }),

    claim("LARS as in the paper divides by ‖g‖ + λ‖θ‖, and its velocity is momentum's", (optim) => {
      const [trust, lr, weightDecay] = [0.02, 0.5, 0.3];
      const rule = optim.lars({ lr, trust, weightDecay, mu: 0.8, variant: "paper" });
      const [first, second] = tensorMoves(optim, rule, [3, 4], [[-4, 3], repeat(0, 2)]);
      const ratio = (trust * 5) / (5 + 0.3 * 5);
      assertClose(first, [-lr * ratio * (-4 + 0.9), -lr * ratio * (3 + 1.2)], { relative: 1e-12 });
      const theta = [3 + first[0], 4 + first[1]];
      const next = ((lr * trust) / weightDecay) * weightDecay; // ‖g‖ = 0: the ratio is trust/λ, the direction λθ
      assertClose(second, [0.8 * first[0] - next * theta[0], 0.8 * first[1] - next * theta[1]], { relative: 1e-12 });
    }),

    claim("LARS takes a ratio of 1 where a norm is 0, so that zero weights can leave 0", (optim) => {
      for (const variant of ["", "paper"] as const) {
        const [move] = tensorMoves(optim, optim.lars({ lr: 0.01, variant }), [0, 0], [[3, -4]]);
        assertClose(move, [-0.03, 0.04], { relative: 1e-9 });
        const settings = { lr: 0.01, trust: 0.02, weightDecay: 0, variant };
        const [small] = tensorMoves(optim, optim.lars(settings), [3, 4], [[1e-6, 0]]);
        assertClose(small, [-0.01 * 0.02 * 5, 0], { absolute: 1e-12 }, "a small norm is not 0");
      }
    }),
  ],
});
