import type { Floats } from "../../array/floats.ts";
import { count, share } from "../../check/kinds.ts";
import { defineWrapper } from "../defineWrapper.ts";
import { zerosLike } from "../state/zerosLike.ts";

const source = {
  authors: "Zhang, Lucas, Hinton & Ba",
  title: "Lookahead Optimizer: k steps forward, 1 step back",
  venue: "NeurIPS",
  year: 2019,
  url: "https://arxiv.org/abs/1907.08610",
  place: "Algorithm 1",
};

/**
 * Lookahead moves slow weights a share of the way to those of the rule, once in k updates. Then it sets the rule back
 * to them.
 *
 *     θ: the fast weights, moved by the inner rule          φ: the slow weights, φ₀ = θ₀
 *     every k updates:   φ ← φ + α (θ − φ)
 *                        θ ← φ
 *
 * The inner momentum m (named `m` or `u`) stays as it is, as in the paper's experiments. Variants change it at each
 * pull:
 *
 *     "interpolate"   m ← α m + (1 − α) m̃, m̃ ← m          m̃₀ = 0
 *     "reset"         m ← 0
 */
export const lookahead = defineWrapper({
  name: "lookahead",
  source,
  hyper: {
    /** Steps between two pulls of the slow weights. */ k: count.or(5),
    /** Share α by which slow weights follow the fast ones. */ alpha: share.or(0.5),
  },
  movesTheta: true,
  init: (theta) => ({ slow: theta.slice() }),

  update({ theta, t }, { slow }, { k, alpha }, inner) {
    inner.update();
    if (t % k !== 0) return;
    pull(slow, theta, alpha);
  },

  variants: {
    interpolate: {
      source: { ...source, place: "section 4.3" },
      init: (theta, inner) => ({
        slow: theta.slice(),
        ...(inner.m && { m: zerosLike(inner.m) }),
        ...(inner.u && { u: zerosLike(inner.u) }),
      }),
      update({ theta, t }, { slow, ...cached }, { k, alpha }, inner) {
        inner.update();
        if (t % k !== 0) return;
        pull(slow, theta, alpha);
        for (const [name, last] of Object.entries(cached)) {
          const m = inner.state[name];
          for (let i = 0; i < m.length; i++) m[i] = alpha * m[i] + (1 - alpha) * last[i];
          last.set(m);
        }
      },
    },
    reset: {
      source: { ...source, place: "section 4.3" },
      update({ theta, t }, { slow }, { k, alpha }, inner) {
        inner.update();
        if (t % k !== 0) return;
        pull(slow, theta, alpha);
        for (const m of [inner.state.m, inner.state.u]) m?.fill(0);
      },
    },
  },

  differsFrom: [
    {
      who: "the authors' PyTorch code",
      how: 'its "pullback" keeps no copy of m̃, so it only scales m by α (2 − α); its default α is 0.8',
    },
    { who: "the authors' TensorFlow code", how: "φ₀ is 0 there and the period is k + 1; its default α is 0.8" },
  ],
});

function pull(slow: Floats, theta: Floats, alpha: number): void {
  for (let i = 0; i < theta.length; i++) {
    slow[i] += alpha * (theta[i] - slow[i]);
    theta[i] = slow[i];
  }
}
