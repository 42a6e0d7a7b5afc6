/** @file A user's module for the tests of `check`, `compare` and `explain`: right and wrong. */
import { exp, mul, record, Tensor } from "../../src/autograd/index.ts";
import { defineRule } from "../../src/optim/index.ts";
import { driver } from "../../src/testing/index.ts";

/**
 * Heavy ball, with the learning rate inside the velocity.
 *
 *     u = μ u − η g
 *     θ = θ + u
 */
export const heavyBall = defineRule({
  name: "heavyBall",
  hyper: { lr: 0.01, mu: 0.9 },
  init: (theta) => ({ u: theta.map(() => 0) }),
  update({ theta, g }, { u }, { lr, mu }) {
    for (let i = 0; i < theta.length; i++) {
      u[i] = mu * u[i] - lr * g[i];
      theta[i] += u[i];
    }
  },
});

export const fixedRule = heavyBall({ lr: 0.05 });

export const signed = driver<{ theta: Float64Array; lr: number }>({
  start: (theta, { lr }) => ({ theta, lr }),
  step({ theta, lr }, g) {
    for (let i = 0; i < g.length; i++) theta[i] += lr * g[i];
  },
  theta: ({ theta }) => theta,
});

/** Counts t from 0. */
export const rate = (t: number): number => 0.05 * (1 + Math.cos((Math.PI * Math.min(t, 100)) / 100));

export const square = (x: Tensor): Tensor => mul(x, x);

export const wrongExp = (x: Tensor): Tensor => record("wrongExp", exp(x).detach(), [x, (dy) => mul(new Tensor(dy), 2)]);

export const notARule = 1;
export const throws = (): never => {
  throw new Error("not ready");
};
