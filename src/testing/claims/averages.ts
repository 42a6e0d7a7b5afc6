/** @file Lookahead, Schedule-Free and other averages of weights: their closed forms and what they do to variance. */
import assert from "node:assert/strict";
import { Random } from "../../autograd/random.ts";
import type { Rule } from "../../optim/rule.ts";
import { assertClose, claim, follow, holds, moves, type Optim, repeat, trajectory, upTo } from "../check.ts";
import { noise } from "./adaptive.ts";

/** Weights after each of a stream of gradients, from `start`. */
const walk = (optim: Optim, rule: Rule, stream: readonly number[], start: number) => {
  const run = { start: [start], gradient: (_: unknown, t: number) => [stream[t - 1]], steps: stream.length };
  const { theta, average } = follow(optim, rule, run);
  return { theta: theta.map(([x]) => x), average: average.map(([x]) => x) };
};

const mean = (values: readonly number[]): number => values.reduce((sum, x) => sum + x, 0) / values.length;

export const averagesOfWeights = [
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
    const velocities = (innerMomentum: "maintain" | "interpolate" | "reset"): number[] => {
      const rule = optim.lookahead(optim.momentum({ lr, mu }), { k: 2, alpha, innerMomentum });
      const path = moves(optim, rule, stream, 8);
      return [path[0], path[2], path[4]].map((move) => -move);
    };
    assertClose(velocities("maintain"), [1, 0.25, 0.0625], { absolute: 1e-14 });
    assertClose(velocities("reset"), [1, 0, 0], { absolute: 1e-14 });
    // The first sync takes ½ to α ½ + (1 − α) 0 = ⅛ and caches it; the second takes ¹⁄₃₂ to α ¹⁄₃₂ + (1 − α) ⅛ = 0.1015625.
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

  claim("Ranger is Lookahead over RAdam (ρₜ > 5, ε uncorrected) on centralized gradients", (optim) => {
    const [lr, beta1, beta2, eps] = [0.01, 0.95, 0.99, 1e-3];
    const random = new Random(24);
    const stream = upTo(20).map(() => upTo(6).map(() => random.normal()));
    const run = { start: repeat(1, 6), shape: [2, 3], gradient: (_: unknown, t: number) => stream[t - 1], steps: 20 };
    const radam = () => optim.radam({ lr, beta1, beta2, eps, threshold: 5, epsPlacement: "uncorrected" });
    const centralized = optim.lookahead(optim.centralize(radam(), { outputAxis: 0 }), { k: 4, alpha: 0.3 });
    const settings = { lr, beta1, beta2, eps, k: 4, alpha: 0.3 };
    assert.deepEqual(trajectory(optim, optim.ranger(settings), run), trajectory(optim, centralized, run));
    const plain = optim.lookahead(radam(), { k: 4, alpha: 0.3 });
    const without = optim.ranger({ ...settings, centralize: false });
    assert.deepEqual(trajectory(optim, without, run), trajectory(optim, plain, run));
    assert.notDeepEqual(trajectory(optim, plain, run), trajectory(optim, centralized, run));
  }),

  claim("Ranger descends from its very first update", (optim) => {
    const path = moves(optim, optim.ranger({ lr: 0.1, k: 100 }), repeat(3, 10), 1);
    holds(path.every((move) => move < 0));
  }),

  claim("EMA's average is dᵗθ₀ + (1 − d)Σ dᵗ⁻ˢθₛ and leaves training alone", (optim) => {
    const [decay, stream] = [0.8, noise(25, 20)];
    const plain = walk(optim, optim.adam({ lr: 0.1 }), stream, 3).theta;
    const { theta, average } = walk(optim, optim.ema(optim.adam({ lr: 0.1 }), { decay }), stream, 3);
    assert.deepEqual(theta, plain);
    const closed = plain.map((_, t) =>
      upTo(t).reduce((sum, s) => sum + (1 - decay) * decay ** (t - s) * plain[s], decay ** t * plain[0]),
    );
    assertClose(average, closed, { relative: 1e-12 });
  }),

  claim("SWA's average is the plain mean of the weights at every chosen update", (optim) => {
    const stream = noise(26, 20);
    const plain = walk(optim, optim.sgd({ lr: 0.1 }), stream, 3).theta;
    const { theta, average } = walk(optim, optim.swa(optim.sgd({ lr: 0.1 }), { start: 4, every: 3 }), stream, 3);
    assert.deepEqual(theta, plain);
    for (const t of upTo(20)) {
      const taken = upTo(t).filter((s) => s >= 4 && (s - 4) % 3 === 0);
      assertClose(average[t], taken.length ? mean(taken.map((s) => plain[s])) : 3, { relative: 1e-13 }, `update ${t}`);
    }
  }),
];
