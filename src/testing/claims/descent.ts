/** @file Gradient descent, heavy ball and Nesterov against what is known of them on quadratics. */
import assert from "node:assert/strict";
import type { Rule } from "../../optim/rule.ts";
import { assertClose, claim, holds, last, moves, norm, type Optim, repeat, trajectory, upTo } from "../check.ts";

/** Gradient of ½ Σ λᵢ θᵢ². */
const quadratic =
  (...curvatures: number[]) =>
  (theta: readonly number[]): number[] =>
    theta.map((x, i) => curvatures[i] * x);

/** |θ| after many steps on ½λθ², from 1. */
const distance = (optim: Optim, rule: Rule, curvature: number, steps = 400): number =>
  Math.abs(last(trajectory(optim, rule, { start: [1], gradient: quadratic(curvature), steps }))[0]);

/** By what factor a step shrinks the distance to the minimum, over the last steps. */
function rate(optim: Optim, rule: Rule, curvatures: readonly number[], steps: number): number {
  const run = { start: curvatures.map(() => 1), gradient: quadratic(...curvatures), steps };
  const sizes = trajectory(optim, rule, run).map(norm);
  return (sizes[steps] / sizes[steps / 2]) ** (2 / steps);
}

/** Converges just below a bound of the learning rate, diverges just above. */
function assertBound(optim: Optim, make: (lr: number) => Rule, curvature: number, bound: number): void {
  holds(distance(optim, make(0.98 * bound), curvature) < 0.5, `η = 0.98 · ${bound} converges`);
  holds(distance(optim, make(1.02 * bound), curvature) > 2, `η = 1.02 · ${bound} diverges`);
}

const kappa = 100;
const root = Math.sqrt(kappa);

export const descent = [
  claim("gradient descent on ½λθ² multiplies θ by 1 − ηλ at every step", (optim) => {
    const [lr, start] = [0.1, 3];
    for (const curvature of [0.5, 4, 12, 19]) {
      const path = trajectory(optim, optim.sgd({ lr }), { start: [start], gradient: quadratic(curvature), steps: 30 });
      assertClose(
        path.map(([x]) => x),
        path.map((_, t) => start * (1 - lr * curvature) ** t),
        { relative: 1e-13 },
      );
    }
  }),

  claim("gradient descent converges exactly when η < 2/λ", (optim) => {
    assertBound(optim, (lr) => optim.sgd({ lr }), 7, 2 / 7);
  }),

  claim("momentum on a constant gradient moves by ηg(1 − μᵗ)/(1 − μ)", (optim) => {
    const [lr, mu, g] = [0.01, 0.8, 3];
    const expected = upTo(40).map((t) => (-lr * g * (1 - mu ** t)) / (1 - mu));
    for (const lrPlacement of ["inside", "outside"] as const) {
      assertClose(moves(optim, optim.momentum({ lr, mu, lrPlacement }), repeat(g, 40)), expected, { relative: 1e-12 });
    }
  }),

  claim("Nesterov's momentum on a constant gradient moves by ηg(1 − μᵗ⁺¹)/(1 − μ)", (optim) => {
    const [lr, mu, g] = [0.01, 0.8, 3];
    const expected = upTo(40).map((t) => (-lr * g * (1 - mu ** (t + 1))) / (1 - mu));
    for (const lrPlacement of ["inside", "outside"] as const) {
      assertClose(moves(optim, optim.nesterov({ lr, mu, lrPlacement }), repeat(g, 40)), expected, { relative: 1e-12 });
    }
  }),

  claim("dampening τ scales every gradient by 1 − τ, or all but the first", (optim) => {
    const [lr, mu, dampening] = [0.1, 0.5, 0.75];
    const stream = [1, -2, 3, 0.5];
    const damped = moves(optim, optim.momentum({ lr, mu, dampening }), stream);
    const smaller = moves(optim, optim.momentum({ lr: lr * (1 - dampening), mu }), stream);
    assertClose(damped, smaller, { relative: 1e-12 });
    const undamped = moves(optim, optim.momentum({ lr, mu, dampening, firstStep: "undamped" }), stream);
    assertClose(undamped[0], -lr * stream[0], { relative: 1e-15 });
    assertClose(undamped[1], -lr * (mu * stream[0] + (1 - dampening) * stream[1]), { relative: 1e-13 });
  }),

  claim("a learning rate halved in the middle stays in old velocity inside, and not outside", (optim) => {
    const lr = (t: number): number => (t <= 3 ? 0.1 : 0.05);
    const stream = [0.1, -0.2, 0.3, 0.3, -0.05, 0.4, 0.02];
    const end = (rule: Rule): number => moves(optim, rule, stream).reduce((sum, move) => sum + move, 1);
    assertClose(end(optim.momentum({ lr, lrPlacement: "inside" })), 0.83487849, { absolute: 1e-12 });
    assertClose(end(optim.momentum({ lr, lrPlacement: "outside" })), 0.865984245, { absolute: 1e-12 });
  }),

  claim("without momentum, heavy ball, Nesterov and SGDW are gradient descent", (optim) => {
    const stream = [1, -2, 0.3, 5, -0.1];
    const plain = moves(optim, optim.sgd({ lr: 0.07 }), stream, 1);
    const others = [
      optim.momentum({ lr: 0.07, mu: 0 }),
      optim.momentum({ lr: 0.07, mu: 0, lrPlacement: "outside" }),
      optim.nesterov({ lr: 0.07, mu: 0 }),
      optim.nesterov({ lr: 0.07, mu: 0, lrPlacement: "outside" }),
      optim.sgdw({ lr: 0.07, mu: 0, weightDecay: 0 }),
    ];
    for (const rule of others) assert.deepEqual(moves(optim, rule, stream, 1), plain);
  }),

  claim("heavy ball at Polyak's optimum converges as (√κ − 1)/(√κ + 1)", (optim) => {
    const mu = ((root - 1) / (root + 1)) ** 2;
    const lr = 4 / (root + 1) ** 2; // λ from 1/κ to 1, in units of 1/λ_max
    const heavy = optim.momentum({ lr: lr * kappa, mu });
    // The eigenvalues are double, so that the rate is approached as ᵗ√t.
    assertClose(rate(optim, heavy, [1 / kappa, 1], 400), (root - 1) / (root + 1), { relative: 0.01 });
  }),

  claim("Nesterov's method at η = 1/L converges as 1 − 1/√κ", (optim) => {
    const mu = (root - 1) / (root + 1);
    assertClose(rate(optim, optim.nesterov({ lr: 1, mu }), [1 / kappa, 1], 400), 1 - 1 / root, { relative: 0.01 });
  }),

  claim("both beat gradient descent, whose best rate is (κ − 1)/(κ + 1)", (optim) => {
    const plain = rate(optim, optim.sgd({ lr: 2 / (1 + 1 / kappa) }), [1 / kappa, 1], 400);
    assertClose(plain, (kappa - 1) / (kappa + 1), { relative: 1e-9 });
  }),

  claim("heavy ball converges exactly when η < 2(1 + μ)/λ", (optim) => {
    for (const mu of [0.3, 0.9]) assertBound(optim, (lr) => optim.momentum({ lr, mu }), 5, (2 * (1 + mu)) / 5);
  }),

  claim("Nesterov's method converges exactly when η < 2(1 + μ)/((1 + 2μ)λ)", (optim) => {
    for (const mu of [0.3, 0.9]) {
      assertBound(optim, (lr) => optim.nesterov({ lr, mu }), 5, (2 * (1 + mu)) / ((1 + 2 * mu) * 5));
    }
  }),

  claim("Nesterov's weights are the look-ahead points of Sutskever's form", (optim) => {
    const [lr, mu, start] = [0.1, 0.8, 2];
    const slope = (x: number): number => 3 * x + Math.sin(5 * x);
    const path = trajectory(optim, optim.nesterov({ lr, mu }), {
      start: [start],
      gradient: ([x]) => [slope(x)],
      steps: 30,
    });
    let [x, v] = [start, 0];
    const ahead = path.map(() => {
      const point = x + mu * v;
      v = mu * v - lr * slope(point);
      x += v;
      return point;
    });
    assertClose(
      path.map(([y]) => y),
      ahead,
      { absolute: 1e-12 },
    );
  }),

  claim(
    "SGDW without gradient shrinks the weight by 1 − ηλ, or by 1 − (η/base)λ when only the schedule counts",
    (optim) => {
      const settings = { lr: 0.1, mu: 0.9, weightDecay: 0.2 };
      const run = { start: [1], gradient: () => [0], steps: 20 };
      const path = trajectory(optim, optim.sgdw(settings), run);
      assertClose(
        path.map(([x]) => x),
        path.map((_, t) => 0.98 ** t),
        { relative: 1e-13 },
      );
      const bare = trajectory(optim, optim.sgdw({ ...settings, decay: "scheduleOnly", baseLr: 0.4 }), run);
      assertClose(
        bare.map(([x]) => x),
        bare.map((_, t) => 0.95 ** t),
        { relative: 1e-13 },
      );
    },
  ),

  claim("decoupled decay is L2 regularisation for gradient descent, and is not for momentum and Adam", (optim) => {
    const [lambda, steps] = [0.3, 25];
    const loss = quadratic(1, 0.01);
    const regularised = (theta: readonly number[]) => loss(theta).map((g, i) => g + lambda * theta[i]);
    const apart = (decoupled: Rule, plain: Rule): number => {
      const decayed = last(trajectory(optim, decoupled, { start: [1, 1], gradient: loss, steps }));
      const l2 = last(trajectory(optim, plain, { start: [1, 1], gradient: regularised, steps }));
      return norm(decayed.map((x, i) => x - l2[i]));
    };
    const [free, decayed] = [{ lr: 0.1 }, { lr: 0.1, weightDecay: lambda }];
    assert.ok(apart(optim.sgdw({ ...decayed, mu: 0 }), optim.sgd(free)) < 1e-14);
    assert.ok(apart(optim.sgdw({ ...decayed, mu: 0.9 }), optim.momentum({ ...free, mu: 0.9 })) > 0.1);
    assert.ok(apart(optim.adamw(decayed), optim.adam(free)) > 0.1);
  }),
];
