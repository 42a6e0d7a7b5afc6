/** @file Ranger: Lookahead over RAdam on centralized gradients. */

import { Random } from "../../autograd/random.ts";
import { subject } from "../subject.ts";
import * as assert from "../support/assert.ts";
import { claim } from "../support/claim.ts";
import { holds } from "../support/holds.ts";
import { moves } from "../support/moves.ts";
import { repeat, upTo } from "../support/numbers.ts";
import { trajectory } from "../support/trajectory.ts";

export const ranger = subject("ranger", {
  sparesVectors: true,
  lr: { quadratic: 0.2, rosenbrock: 0.005, spiral: 0.5 },
  settings: { beta2: 0.99 },
  claims: [
    claim("Ranger is Lookahead over RAdam (ρₜ > 5, ε uncorrected) on centralized gradients", (optim) => {
      const [lr, beta1, beta2, eps] = [0.01, 0.95, 0.99, 1e-3];
      const random = new Random(24);
      const stream = upTo(20).map(() => upTo(6).map(() => random.normal()));
      const run = { start: repeat(1, 6), shape: [2, 3], gradient: (_: unknown, t: number) => stream[t - 1], steps: 20 };
      const radam = () => optim.radam({ lr, beta1, beta2, eps, variant: "pytorch" });
      const centralized = optim.lookahead(optim.centralize(radam(), { outputAxis: 0 }), { k: 4, alpha: 0.3 });
      const settings = { lr, beta1, beta2, eps, k: 4, alpha: 0.3 };
      assert.deepEqual(trajectory(optim, optim.ranger(settings), run), trajectory(optim, centralized, run));
      const plain = optim.lookahead(radam(), { k: 4, alpha: 0.3 });
      const without = optim.ranger({ ...settings, variant: "original" });
      assert.deepEqual(trajectory(optim, without, run), trajectory(optim, plain, run));
      assert.notDeepEqual(trajectory(optim, plain, run), trajectory(optim, centralized, run));
    }),

    claim("Ranger descends from its very first update", (optim) => {
      const path = moves(optim, optim.ranger({ lr: 0.1, k: 100 }), repeat(3, 10), 1);
      holds(path.every((move) => move < 0));
    }),
  ],
});
