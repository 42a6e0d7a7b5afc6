/** @file Every wrapper around a rule, with settings that have an effect. */
import * as optim from "../../../src/optim/index.ts";
import { type Rule, type WrapperFactory, wrappers } from "../../../src/optim/index.ts";
import type { Run } from "../../../src/testing/driveRule.ts";
import { trajectory } from "../../../src/testing/support/trajectory.ts";

/** Feels the weights, so that a state or an order that is wrong shows. */
export const run = (steps = 12): Run => ({
  start: [1, -2, 0.5, 3, -0.3, 0.8],
  shape: [2, 3],
  gradient: (theta, t) => theta.map((x, i) => 0.7 * x * (1 + (i % 3)) + Math.sin(2 * t + i)),
  steps,
});

export const path = (rule: Rule, steps?: number): number[][] => trajectory(optim, rule, run(steps));

/** Required settings, with values small enough to have an effect. */
export const settings: Record<string, Record<string, number>> = {
  l2: { l2: 0.1 },
  clipByValue: { limit: 0.3 },
  clipByNorm: { maxNorm: 0.5 },
  centralize: { outputAxis: 0 },
  agc: { clip: 0.1 },
  decoupledDecay: { weightDecay: 0.1 },
  lookahead: { k: 3 },
  ema: { decay: 0.9 },
};

export const byName: Readonly<Record<string, WrapperFactory>> = wrappers;

export const wrap = (name: string, inner: Rule): Rule => byName[name](inner, settings[name]);
