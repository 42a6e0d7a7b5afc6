/** @file Adam as a program of its users, and a driver of it. */
import { type DriverCalls, driver } from "../../src/testing/driver.ts";

export interface Run {
  theta: Float64Array;
  m: Float64Array;
  v: Float64Array;
  t: number;
}

/** A typical port of Adam; `change` alters one call. */
export const adamOf = (change: Partial<DriverCalls<Run & Record<string, number>>> = {}) =>
  driver<Run & Record<string, number>>({
    start: (theta, { lr, beta1, beta2, eps }) =>
      ({ theta, m: theta.map(() => 0), v: theta.map(() => 0), t: 0, lr, beta1, beta2, eps }) as never,
    step(run, g) {
      const { theta, m, v, lr, beta1, beta2, eps } = run;
      run.t++;
      const rate = (lr * Math.sqrt(1 - beta2 ** run.t)) / (1 - beta1 ** run.t);
      const corrected = eps * Math.sqrt(1 - beta2 ** run.t);
      for (let i = 0; i < g.length; i++) {
        m[i] += (1 - beta1) * (g[i] - m[i]);
        v[i] += (1 - beta2) * (g[i] ** 2 - v[i]);
        theta[i] -= (rate * m[i]) / (Math.sqrt(v[i]) + corrected);
      }
    },
    theta: ({ theta }) => theta,
    ...change,
  });

/** A driver of a rule without state. */
export const plain = (step: (theta: Float64Array, g: Float64Array, lr: number) => void) =>
  driver<{ theta: Float64Array; lr: number }>({
    start: (theta, { lr }) => ({ theta, lr }),
    step: ({ theta, lr }, g) => step(theta, g, lr),
    theta: ({ theta }) => theta,
  });
