import { finite, fraction, nonNegative } from "../../check/kinds.ts";
import { powInt } from "../../math/portable.ts";
import { safeDivide } from "../../math/safeDivide.ts";
import { defineRule } from "../defineRule.ts";
import { zerosLike } from "../state/zerosLike.ts";

const { max, sqrt } = Math;

/**
 * RAdam — Liu et al., "On the Variance of the Adaptive Learning Rate and Beyond", ICLR 2020.
 * https://arxiv.org/abs/1908.03265, Algorithm 2.
 *
 *     ρ∞ = 2 / (1 − β₂) − 1
 *     ρₜ = ρ∞ − 2 t β₂ᵗ / (1 − β₂ᵗ)
 *     rₜ = √( (ρₜ − 4)(ρₜ − 2) ρ∞ / ((ρ∞ − 4)(ρ∞ − 2) ρₜ) )
 *     mₜ, vₜ, m̂ₜ, v̂ₜ as in Adam
 *     θₜ = θₜ₋₁ − α rₜ m̂ₜ / (√v̂ₜ + ε)    if ρₜ > threshold: the variance of 1/√v̂ₜ is tractable
 *     θₜ = θₜ₋₁ − α m̂ₜ                   otherwise: a momentum step, until enough gradients are seen
 *
 * The threshold is the paper's 4, below which r is not real: the first rectified step is t = 5. For β₂ ≤ 0.6, ρ∞ ≤ 4 and
 * none ever is. The paper has no ε; here it stands as in Adam, and `epsPlacement: "uncorrected"` is √vₜ + ε.
 *
 * Differs from PyTorch (`threshold: 5`, "uncorrected"), which rectifies one step later, and from the authors' program,
 * which skips unrectified steps (`fallback: "skip"`). 7 steps from 1 lead to 0.999702 here, to 0.999616 and 0.999966 there.
 */
export const radam = defineRule({
  name: "radam",
  hyper: {
    lr: nonNegative.or(1e-3),
    beta1: fraction.or(0.9),
    beta2: fraction.or(0.999),
    eps: nonNegative.or(1e-8),
    threshold: finite.or(4),
  },
  options: { fallback: ["momentum", "skip"], epsPlacement: ["corrected", "uncorrected"] },
  init: (theta) => ({ m: zerosLike(theta), v: zerosLike(theta) }),

  update({ theta, g, t }, { m, v }, { lr, beta1, beta2, eps, threshold }, { fallback, epsPlacement }) {
    const correction1 = 1 - powInt(beta1, t);
    const correction2 = 1 - powInt(beta2, t);
    const rhoInf = 2 / (1 - beta2) - 1;
    const rho = rhoInf - (2 * t * powInt(beta2, t)) / correction2;
    const ratios = ((rho - 4) * (rho - 2) * rhoInf) / ((rhoInf - 4) * (rhoInf - 2) * rho);
    const r = rho > max(threshold, 4) ? sqrt(ratios) : 0;
    const epsilon = epsPlacement === "uncorrected" ? eps / sqrt(correction2) : eps;
    const unrectified = fallback === "momentum" ? lr : 0;
    for (let i = 0; i < theta.length; i++) {
      m[i] = beta1 * m[i] + (1 - beta1) * g[i];
      v[i] = beta2 * v[i] + (1 - beta2) * g[i] * g[i];
      const mHat = m[i] / correction1;
      const vHat = v[i] / correction2;
      theta[i] -= r > 0 ? lr * r * safeDivide(mHat, sqrt(vHat) + epsilon) : unrectified * mHat;
    }
  },
});
