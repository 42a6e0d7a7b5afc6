/** @file Lookahead: slow weights that follow the fast ones at each sync. */

import { Random } from "../../autograd/random.ts";
import { subject } from "../subject.ts";
import * as assert from "../support/assert.ts";
import { assertClose } from "../support/assertClose.ts";
import { claim } from "../support/claim.ts";
import { holds } from "../support/holds.ts";
import { moves } from "../support/moves.ts";
import { noise } from "../support/noise.ts";
import { mean, repeat, upTo } from "../support/numbers.ts";
import { trajectory } from "../support/trajectory.ts";
import { walk } from "../support/walk.ts";

export const lookahead = subject("lookahead", {
  inner: "momentum",
  lr: { quadratic: 0.1, rosenbrock: 0.001, spiral: 1 },
  claims: [
    claim("Lookahead's slow weights are the exponential average of the fast ones at each sync", (optim) => {
      const [k, alpha, lr, start] = [4, 0.3, 0.1, 2];
      const stream = noise(20, 40);
      const { theta } = walk(optim, optim.lookahead(optim.sgd({ lr }), { k, alpha }), stream, start);
      // Where the fast weights arrive before each sync: from the slow weights before, k plain steps.
      const arrivals = upTo(10).map((n) => {
        const travelled = stream.slice((n - 1) * k, n * k).reduce((sum, g) => sum - lr * g, 0);
        return theta[(n - 1) * k] + travelled;
      });
      for (const n of upTo(10)) {
        const closed = upTo(n).reduce(
          (sum, i) => sum + alpha * (1 - alpha) ** (n - i) * arrivals[i - 1],
          (1 - alpha) ** n * start,
        );
        assertClose(theta[n * k], closed, { absolute: 1e-13 });
      }
    }),

    claim("Lookahead leaves the inner steps between syncs alone, and syncs every k updates exactly", (optim) => {
      const path = moves(optim, optim.lookahead(optim.sgd({ lr: 1 }), { k: 3, alpha: 0.5 }), repeat(1, 9), 5);
      assertClose(path, [-1, -1, 0.5, -1, -1, 0.5, -1, -1, 0.5], { absolute: 1e-14 });
    }),

    claim("Lookahead with α = 1 is its inner rule, whatever k is", (optim) => {
      const stream = noise(21, 30);
      for (const inner of [
        () => optim.sgd({ lr: 0.1 }),
        () => optim.adam({ lr: 0.1 }),
        () => optim.momentum({ lr: 0.1 }),
      ]) {
        for (const k of [1, 4]) {
          const ahead = walk(optim, optim.lookahead(inner(), { k, alpha: 1 }), stream, 1).theta;
          assertClose(ahead, walk(optim, inner(), stream, 1).theta, { absolute: 1e-15 });
        }
      }
    }),

    claim("Lookahead with k = 1 over gradient descent is gradient descent at αη", (optim) => {
      const stream = noise(22, 30);
      const ahead = walk(optim, optim.lookahead(optim.sgd({ lr: 0.1 }), { k: 1, alpha: 0.4 }), stream, 1).theta;
      assertClose(ahead, walk(optim, optim.sgd({ lr: 0.04 }), stream, 1).theta, { absolute: 1e-14 });
    }),

    claim("at a sync Lookahead keeps the momentum, forgets it, or moves it as it moves the weights", (optim) => {
      const [lr, mu, alpha] = [1, 0.5, 0.25];
      const stream = [1, 0, 0, 0, 0, 0, 0];
      const velocities = (variant: "" | "interpolate" | "reset"): number[] => {
        const rule = optim.lookahead(optim.momentum({ lr, mu }), { k: 2, alpha, variant });
        const path = moves(optim, rule, stream, 8);
        return [path[0], path[2], path[4]].map((move) => -move);
      };
      assertClose(velocities(""), [1, 0.25, 0.0625], { absolute: 1e-14 });
      assertClose(velocities("reset"), [1, 0, 0], { absolute: 1e-14 });
      // The first sync takes ½ to α ½ + (1 − α) 0 = ⅛ and caches it.
      // The second takes ¹⁄₃₂ to α ¹⁄₃₂ + (1 − α) ⅛ = 0.1015625.
      assertClose(velocities("interpolate"), [1, 0.0625, 0.05078125], { absolute: 1e-14 });
    }),

    claim("Lookahead's variance on a noisy quadratic is what its paper's Proposition 2 says", (optim) => {
      const [a, gamma, alpha, k, n] = [1, 0.5, 0.5, 5, 4000];
      const random = new Random(23);
      const shrink = 1 - gamma * a;
      const plain = (gamma * gamma * a * a) / (1 - shrink * shrink);
      const twice = alpha * alpha * (1 - shrink ** (2 * k));
      const formula = (twice / (twice + 2 * alpha * (1 - alpha) * (1 - shrink ** k))) * plain;
      // n quadratics side by side, each with its own noise: ½a(θ − c)², c ~ N(0, 1).
      const run = {
        start: repeat(0, n),
        gradient: (theta: readonly number[]) => theta.map((x) => a * (x - random.normal())),
        steps: 12 * k,
      };
      const end = trajectory(optim, optim.lookahead(optim.sgd({ lr: gamma }), { k, alpha }), run)[12 * k];
      // The deviation of a variance estimated from n normal numbers is √(2/n) of it: 4.5 of those.
      assertClose(mean(end.map((x) => x * x)), formula, { relative: 4.5 * Math.sqrt(2 / n) });
      holds(formula < (0.7 * plain) / 2 && plain > 0.33, "and that is less than half of the inner rule's");
    }),

    claim("lookahead has the published defaults", (optim) => {
      assert.deepEqual(optim.lookahead(optim.sgd()).hyper, { lr: 0.01, k: 5, alpha: 0.5 });
      assert.equal(optim.lookahead(optim.sgd()).variant, "");
    }),
  ],
});
