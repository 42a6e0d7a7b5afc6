/** @file AdEMAMix: its slow average, and the warmup of α and β₃. */

import { subject } from "../subject.ts";
import * as assert from "../support/assert.ts";
import { assertClose } from "../support/assertClose.ts";
import { claim } from "../support/claim.ts";
import { gap } from "../support/gap.ts";
import { holds } from "../support/holds.ts";
import { moves } from "../support/moves.ts";
import { noise } from "../support/noise.ts";
import { repeat, upTo } from "../support/numbers.ts";

export const ademamix = subject("ademamix", {
  lr: { quadratic: 0.5, rosenbrock: 0.1, spiral: 0.02 },
  settings: { beta3: 0.99, alpha: 2 },
  scaleFree: { eps: 0 },
  claims: [
    claim("AdEMAMix with α = 0 is Adam", (optim) => {
      const settings = { lr: 0.01, beta1: 0.8, beta2: 0.95, eps: 1e-3 };
      assert.equal(gap(optim, optim.ademamix({ ...settings, alpha: 0 }), optim.adam(settings), noise(61, 30)), 0);
    }),

    claim("AdEMAMix on a constant gradient moves by η (1 + α (1 − β₃ᵗ))", (optim) => {
      const rule = optim.ademamix({ lr: 0.01, beta3: 0.99, alpha: 4, eps: 0 });
      const expected = upTo(50).map((t) => 0.01 * (1 + 4 * (1 - 0.99 ** t)));
      assertClose(moves(optim, rule, repeat(-3, 50)), expected, { relative: 1e-11 });
    }),

    claim("AdEMAMix's warmup raises α and the half-life of β₃ in straight lines, from 0 and from β₁'s", (optim) => {
      const [lr, beta1, beta3, alpha, T] = [0.01, 0.5, 0.98, 3, 20];
      const halfLife = (beta: number): number => Math.log(0.5) / Math.log(beta);
      let n = 0;
      const expected = upTo(25).map((t) => {
        const share = Math.min(1, t / T);
        const beta3Now = 0.5 ** (1 / (halfLife(beta1) + share * (halfLife(beta3) - halfLife(beta1))));
        n = beta3Now * n + (1 - beta3Now);
        return -lr * (1 + share * alpha * n);
      });
      const rule = optim.ademamix({ lr, beta1, beta3, alpha, eps: 0, warmupSteps: T });
      assertClose(moves(optim, rule, repeat(5, 25)), expected, { relative: 1e-11 });
    }),

    claim("AdEMAMix's β₃ never exceeds its final value, even where β₁ is larger", (optim) => {
      const settings = { lr: 0.01, beta1: 0.9, beta3: 0.6, alpha: 0.5, eps: 0 };
      const path = moves(optim, optim.ademamix({ ...settings, warmupSteps: 4 }), repeat(1, 4));
      const share = (t: number): number => Math.min(1, t / 4) * 0.5 * (1 - 0.6 ** t);
      assertClose(
        path,
        upTo(4).map((t) => -0.01 * (1 + share(t))),
        { relative: 1e-11 },
      );
    }),

    claim("AdEMAMix remembers a gradient that Adam has forgotten", (optim) => {
      const stream = [...repeat(1, 100), ...repeat(0, 200)];
      const last = (rule: ReturnType<typeof optim.adam>): number => Math.abs(moves(optim, rule, stream)[299]);
      holds(last(optim.adam({ lr: 0.01 })) < 1e-9, "Adam");
      holds(last(optim.ademamix({ lr: 0.01 })) > 1e-5, "AdEMAMix");
    }),
  ],
});
