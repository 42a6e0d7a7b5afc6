/** @file Schedule-Free SGD: the average takes the place of a schedule. */

import { subject } from "../subject.ts";
import { assertClose } from "../support/assertClose.ts";
import { claim } from "../support/claim.ts";
import { holds } from "../support/holds.ts";
import { jitter } from "../support/jitter.ts";
import { noise } from "../support/noise.ts";
import { mean, repeat, upTo } from "../support/numbers.ts";
import { trajectory } from "../support/trajectory.ts";
import { walk } from "../support/walk.ts";

const { min } = Math;

const exact = { relative: 1e-12, absolute: 1e-13 };

export const scheduleFreeSgd = subject("scheduleFreeSgd", {
  lr: { quadratic: 0.5, rosenbrock: 0.002, spiral: 5 },
  constant: true,
  claims: [
    claim("Schedule-Free SGD with β = 0 is gradient descent, with the mean of its weights beside it", (optim) => {
      const stream = noise(6, 25);
      const { theta, average } = walk(optim, optim.scheduleFreeSgd({ lr: 0.1, beta: 0 }), stream);
      const plain = trajectory(optim, optim.sgd({ lr: 0.1 }), {
        start: [1],
        gradient: (_, t) => [stream[t - 1]],
        steps: stream.length,
      }).flat();
      assertClose(theta, plain, exact);
      for (const t of upTo(25)) assertClose(average[t], mean(plain.slice(1, t + 1)), exact);
    }),

    claim(
      "Schedule-Free SGD on a constant gradient: z goes t steps, x (t + 1)/2, θ lies β of the way from z to x",
      (optim) => {
        const { theta, average } = walk(optim, optim.scheduleFreeSgd({ lr: 0.1, beta: 0.8 }), repeat(2, 30), 0);
        const [z, x] = [upTo(30).map((t) => -0.2 * t), upTo(30).map((t) => -0.1 * (t + 1))];
        assertClose(average.slice(1), x, exact);
        assertClose(
          theta.slice(1),
          z.map((value, i) => 0.2 * value + 0.8 * x[i]),
          exact,
        );
      },
    ),

    claim("Schedule-Free's average weighs every z by its γ², so that the warmup counts little", (optim) => {
      const gamma = upTo(20).map((t) => 0.1 * min(1, t / 8));
      let z = 0;
      const path = gamma.map((value) => {
        z -= 2 * value;
        return z;
      });
      const expected = upTo(20).map((t) => {
        const weights = gamma.slice(0, t).map((value) => value * value);
        return mean(weights.map((w, i) => w * path[i])) / mean(weights);
      });
      const warm = optim.scheduleFreeSgd({ lr: 0.1, warmupSteps: 8 });
      assertClose(walk(optim, warm, repeat(2, 20), 0).average.slice(1), expected, exact);
      const scheduled = optim.scheduleFreeSgd({ lr: (t) => gamma[t - 1] });
      assertClose(walk(optim, scheduled, repeat(2, 20), 0).average.slice(1), expected, exact);
    }),

    claim("Schedule-Free's average settles under a constant rate, where gradient descent keeps jittering", (optim) => {
      const { average } = jitter(optim, optim.scheduleFreeSgd({ lr: 0.2 }));
      const { theta } = jitter(optim, optim.sgd({ lr: 0.2 }));
      holds(average < theta / 5, `the average's distance is ${average}, gradient descent's ${theta}`);
    }),

    claim("Schedule-Free SGD decays at θ, where the gradient is taken: with g = 0 and β = 0 by 1 − ηλ", (optim) => {
      const rule = optim.scheduleFreeSgd({ lr: 0.1, weightDecay: 0.5, beta: 0 });
      const shrunk = upTo(20).map((t) => 0.95 ** t);
      assertClose(walk(optim, rule, repeat(0, 20)).theta.slice(1), shrunk, exact);
    }),
  ],
});
