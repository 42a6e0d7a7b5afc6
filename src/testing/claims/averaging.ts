/** @file ASGD and Schedule-Free: weights to train with, and their average to use. */

import type { Rule } from "../../optim/rule.ts";
import { assertClose, claim, follow, holds, moves, type Optim, repeat, trajectory, upTo } from "../check.ts";
import { noise } from "./adaptive.ts";

const { hypot, min } = Math;

const exact = { relative: 1e-12, absolute: 1e-13 };

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** The path of one weight from `start` on a stream of gradients: θ and the average, both with their value before. */
function alone(optim: Optim, rule: Rule, stream: readonly number[], start = 1): { theta: number[]; average: number[] } {
  const path = follow(optim, rule, { start: [start], gradient: (_, t) => [stream[t - 1]], steps: stream.length });
  return { theta: path.theta.flat(), average: path.average.flat() };
}

/** How far θ and the average stay from the minimum of ½θ² under noisy gradients, over the last half of 2000 updates. */
function jitter(optim: Optim, rule: Rule): { theta: number; average: number } {
  const stream = noise(7, 2000);
  const gradient = ([x]: readonly number[], t: number) => [x + stream[t - 1]];
  const { theta, average } = follow(optim, rule, { start: [1], gradient, steps: stream.length });
  return { theta: hypot(...theta.slice(1000).flat()), average: hypot(...average.slice(1000).flat()) };
}

export const averaging = [
  claim("ASGD's average is θ itself up to t₀ + 2, then the plain mean of θ from there", (optim) => {
    const { theta, average } = alone(optim, optim.asgd({ lr: 0.1, t0: 3 }), noise(5, 30));
    assertClose(average.slice(0, 6), theta.slice(0, 6), { relative: 0 });
    for (const t of [6, 7, 20, 30]) assertClose(average[t], mean(theta.slice(5, t + 1)), exact);
  }),

  claim("ASGD's rate falls as η/(1 + λη(t − 1))^α, and its decay with it", (optim) => {
    const settings = { lr: 0.5, lambd: 0.2, alpha: 0.6 };
    const rate = (t: number) => 0.5 / (1 + 0.1 * (t - 1)) ** 0.6;
    const { theta } = alone(optim, optim.asgd(settings), repeat(0, 20));
    assertClose(
      theta.slice(1),
      upTo(20).map((t) => upTo(t).reduce((x, s) => x * (1 - 0.2 * rate(s)), 1)),
      exact,
    );
    const first = moves(optim, optim.asgd(settings), [3], 0);
    assertClose(first, [-1.5], exact);
  }),

  claim(
    "ASGD's average jitters less around a minimum than its weights, which jitter as gradient descent's",
    (optim) => {
      const { theta, average } = jitter(optim, optim.asgd({ lr: 0.2, lambd: 0, t0: 500 }));
      holds(average < theta / 5, `the average's distance is ${average}, that of θ ${theta}`);
    },
  ),

  claim("Schedule-Free SGD with β = 0 is gradient descent, with the mean of its weights beside it", (optim) => {
    const stream = noise(6, 25);
    const { theta, average } = alone(optim, optim.scheduleFreeSgd({ lr: 0.1, beta: 0 }), stream);
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
      const { theta, average } = alone(optim, optim.scheduleFreeSgd({ lr: 0.1, beta: 0.8 }), repeat(2, 30), 0);
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
    assertClose(alone(optim, warm, repeat(2, 20), 0).average.slice(1), expected, exact);
    const scheduled = optim.scheduleFreeSgd({ lr: (t) => gamma[t - 1] });
    assertClose(alone(optim, scheduled, repeat(2, 20), 0).average.slice(1), expected, exact);
  }),

  claim("Schedule-Free AdamW on a constant gradient: z moves by γ whatever the gradient's size", (optim) => {
    for (const g of [1e-3, 1, 1e3]) {
      const rule = optim.scheduleFreeAdamw({ lr: 0.1, eps: 0 });
      const expected = upTo(30).map((t) => -0.05 * (t + 1));
      assertClose(alone(optim, rule, repeat(g, 30), 0).average.slice(1), expected, exact);
    }
  }),

  claim("Schedule-Free decays at θ, where the gradient is taken: with g = 0 and β = 0 by 1 − ηλ", (optim) => {
    const decay = { lr: 0.1, weightDecay: 0.5 };
    const shrunk = upTo(20).map((t) => 0.95 ** t);
    for (const rule of [optim.scheduleFreeSgd({ ...decay, beta: 0 }), optim.scheduleFreeAdamw({ ...decay, beta1: 0 })])
      assertClose(alone(optim, rule, repeat(0, 20)).theta.slice(1), shrunk, exact);
  }),

  claim("Schedule-Free's average settles under a constant rate, where gradient descent goes on jittering", (optim) => {
    const { average } = jitter(optim, optim.scheduleFreeSgd({ lr: 0.2 }));
    const { theta } = jitter(optim, optim.sgd({ lr: 0.2 }));
    holds(average < theta / 5, `the average's distance is ${average}, gradient descent's ${theta}`);
  }),
];
