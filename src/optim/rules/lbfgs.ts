import { count, fraction, nonNegative } from "../../check/kinds.ts";
import { lbfgs as kernel } from "../../generated/kernels/lbfgs.ts";
import { defineRule } from "../defineRule.ts";
import { sharedHyper } from "../state/sharedHyper.ts";
import { scale } from "../support/blocks.ts";
import { emptyHistory, forget, inverseHessianTimes, remember } from "../support/curvature.ts";
import { line } from "../support/line.ts";
import { strongWolfe } from "../support/strongWolfe.ts";

/**
 * L-BFGS moves along −H ∇f to a point on that line. H is the inverse Hessian as the last moves showed it.
 *
 *     dₜ = −Hₜ ∇f(θₜ)                             H from the last `history` pairs (s, y), see curvature.ts
 *     αₜ: a strong Wolfe point of f(θₜ + α dₜ)    α = lr is tried first, see strongWolfe.ts
 *     s = αₜ dₜ
 *     y = ∇f(θₜ + s) − ∇f(θₜ)
 *     θₜ₊₁ = θₜ + s
 *
 * All parameters form one vector, so all groups need the same hyperparameters. Use it on the whole data set: a line
 * search across changing batches compares different functions. The first α is lr / max(1, ‖∇f‖): H has no scale
 * yet.
 */
export const lbfgs = defineRule({
  name: "lbfgs",
  source: {
    authors: "Liu & Nocedal",
    title: "On the limited memory BFGS method for large scale optimization",
    venue: "Mathematical Programming 45",
    year: 1989,
    place: "as Algorithm 7.5 of Nocedal & Wright, Numerical Optimization, 2006",
  },
  hyper: {
    /** Step length that the line search tries first. */ lr: nonNegative.or(1),
    /** Number of pairs (s, y) that approximate the Hessian. */ history: count.or(10),
    /** Wolfe constant c₁: the share of the predicted decrease that a step must reach. */ c1: fraction.or(1e-4),
    /** Wolfe constant c₂: the share of the slope that a step may leave. */ c2: fraction.or(0.9),
    /** Most evaluations of the loss in one line search. */ evaluations: count.or(25),
  },
  elementwise: false,
  init: (theta, _shape, { history }) => ({
    ...emptyHistory(theta.length, history),
    s: new Float64Array(theta.length),
  }),

  beforeStep(views, evaluate, loss) {
    const { lr, c1, c2, evaluations } = sharedHyper("lbfgs", views);
    const direction = views.map(({ state }) => state.s);
    const gradient = views.map((view) => view.gradient());
    inverseHessianTimes(views, gradient, direction);
    scale(direction, -1);
    const { start, at, finish } = line(views, direction, evaluate, loss);
    const isFirst = views[0].state.pairs[0] === 0;
    const first = isFirst ? lr / Math.max(1, Math.sqrt(-start.slope)) : lr;
    const end = start.slope < 0 ? strongWolfe(at, start, first, { c1, c2, evaluations }) : start;
    finish(end);
    scale(direction, end.alpha);
    if (end.alpha === 0) forget(views);
    else remember(views, direction, start.gradient, end.gradient);
  },

  update({ theta }, { s }) {
    for (let i = 0; i < theta.length; i++) theta[i] += s[i];
  },

  differsFrom: [
    {
      who: "PyTorch",
      how: "One `step` is up to 20 iterations, here 1, and it searches no line by default.",
    },
    { who: "SciPy", how: "One call iterates until convergence, here one iteration." },
  ],

  kernel,
});
