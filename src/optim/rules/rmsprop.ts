import { fraction, nonNegative } from "../../check/kinds.ts";
import { safeDivide } from "../../math/safeDivide.ts";
import { defineRule } from "../defineRule.ts";
import { zerosLike } from "../state/zerosLike.ts";

const { max, sqrt } = Math;

/**
 * RMSProp — Hinton, "Neural Networks for Machine Learning", lecture 6e, 2012; centred and with momentum: Graves,
 * "Generating Sequences With Recurrent Neural Networks", 2013, https://arxiv.org/abs/1308.0850, equations 38 to 41.
 *
 *     vₜ = ρ vₜ₋₁ + (1 − ρ) gₜ²        v₀ = `initial`
 *     nₜ = gₜ / (√vₜ + ε)
 *     uₜ = μ uₜ₋₁ + nₜ
 *     θₜ = θₜ₋₁ − η uₜ
 *
 * `centered: true` divides by the standard deviation instead of the root mean square:
 *
 *     aₜ = ρ aₜ₋₁ + (1 − ρ) gₜ,  √max(vₜ − aₜ², 0) in place of √vₜ
 *
 * On a constant gradient v − a² rounds to less than 0, from which PyTorch and optax get NaN; hence the maximum.
 *
 * Differs from Keras, TensorFlow and optax: ε inside the root (`epsPlacement: "inside"`) and the learning rate inside
 * the momentum, u = μ u + η n (`lrPlacement: "inside"`), which differs once a schedule changes η. TensorFlow 1 starts
 * from `initial: 1`: a first step of 0.001 where the lecture's is 0.032. PyTorch has this form with ρ = 0.99.
 */
export const rmsprop = defineRule({
  name: "rmsprop",
  hyper: {
    lr: nonNegative.or(1e-2),
    rho: fraction.or(0.9),
    eps: nonNegative.or(1e-8),
    mu: fraction.or(0),
    initial: nonNegative.or(0),
  },
  options: { centered: [false, true], epsPlacement: ["outside", "inside"], lrPlacement: ["outside", "inside"] },
  init: (theta, _shape, { initial }) => ({
    v: zerosLike(theta).fill(initial),
    a: zerosLike(theta),
    u: zerosLike(theta),
  }),

  update({ theta, g }, { v, a, u }, { lr, rho, eps, mu }, { centered, epsPlacement, lrPlacement }) {
    const epsInside = epsPlacement === "inside" ? eps : 0;
    const epsOutside = epsPlacement === "outside" ? eps : 0;
    const gain = lrPlacement === "inside" ? lr : 1;
    const rate = lrPlacement === "inside" ? 1 : lr;
    for (let i = 0; i < theta.length; i++) {
      v[i] = rho * v[i] + (1 - rho) * g[i] * g[i];
      a[i] = rho * a[i] + (1 - rho) * g[i];
      const variance = centered ? max(v[i] - a[i] * a[i], 0) : v[i];
      const n = safeDivide(g[i], sqrt(variance + epsInside) + epsOutside);
      u[i] = mu * u[i] + gain * n;
      theta[i] -= rate * u[i];
    }
  },
});
