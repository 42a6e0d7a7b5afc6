import { defineWrapper } from "../defineWrapper.ts";
import { zerosLike } from "../state/zerosLike.ts";

/**
 * Lookahead, around any rule — Zhang et al., "Lookahead Optimizer: k steps forward, 1 step back", NeurIPS 2019.
 * https://arxiv.org/abs/1907.08610, Algorithm 1.
 *
 *     θ: the fast weights, moved by the inner rule          φ: the slow weights, φ₀ = θ₀
 *     every k updates:   φ ← φ + α (θ − φ)
 *                        θ ← φ
 *
 * What becomes of the inner momentum m then (`m` or `u` by name; nothing else of the inner state changes):
 *
 *     innerMomentum "maintain"      it stays, as in the paper's experiments
 *                   "interpolate"   m ← α m + (1 − α) m̃, m̃ ← m, where m̃ = 0 at first
 *                   "reset"         m ← 0
 *
 * Differs from the authors' PyTorch code, whose "pullback" keeps no copy of m̃, so that it only scales m by α (2 − α);
 * from their TensorFlow code, where φ₀ = 0 and the period is k + 1; and from both in the default α, 0.8 there.
 */
export const lookahead = defineWrapper({
  name: "lookahead",
  hyper: { k: 5, alpha: 0.5 },
  movesTheta: true,
  options: { innerMomentum: ["maintain", "interpolate", "reset"] },
  init: (theta, inner, { innerMomentum }) => ({
    slow: theta.slice(),
    ...(innerMomentum === "interpolate" && inner.m && { m: zerosLike(inner.m) }),
    ...(innerMomentum === "interpolate" && inner.u && { u: zerosLike(inner.u) }),
  }),

  update({ theta, t }, { slow, ...cached }, { k, alpha }, { innerMomentum }, inner) {
    inner.update();
    if (t % k !== 0) return;
    for (let i = 0; i < theta.length; i++) {
      slow[i] += alpha * (theta[i] - slow[i]);
      theta[i] = slow[i];
    }
    for (const m of [inner.state.m, inner.state.u]) if (innerMomentum === "reset") m?.fill(0);
    for (const [name, last] of Object.entries(cached)) {
      const m = inner.state[name];
      for (let i = 0; i < m.length; i++) m[i] = alpha * m[i] + (1 - alpha) * last[i];
      last.set(m);
    }
  },
});
