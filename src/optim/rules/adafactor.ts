import { fraction, nonNegative, positive } from "../../check/kinds.ts";
import { pow } from "../../math/portable.ts";
import { safeDivide } from "../../math/safeDivide.ts";
import { defineRule } from "../defineRule.ts";
import { zerosLike } from "../state/zerosLike.ts";
import { rootMeanSquare } from "../support/norm.ts";

const { max, min, sqrt } = Math;

/**
 * Adafactor — Shazeer & Stern, "Adafactor: Adaptive Learning Rates with Sublinear Memory Cost", ICML 2018.
 * https://arxiv.org/abs/1804.04235, Algorithms 4 and 5, without momentum.
 *
 *     β̂₂ₜ = 1 − t^(−decay)
 *     Rₜ = β̂₂ₜ Rₜ₋₁ + (1 − β̂₂ₜ) (Gₜ² + ε₁) 1          the sums of rows
 *     Cₜ = β̂₂ₜ Cₜ₋₁ + (1 − β̂₂ₜ) 1ᵀ (Gₜ² + ε₁)         and of columns
 *     V̂ₜ = Rₜ Cₜ / 1ᵀRₜ
 *     Uₜ = Gₜ / √V̂ₜ
 *     θₜ = θₜ₋₁ − αₜ Uₜ / max(1, RMS(Uₜ) / clip)       αₜ = max(ε₂, RMS(θₜ₋₁)) min(lr, 1/√t)
 *
 * Memory for rows and columns instead of elements. A tensor of more axes is the matrix of its first axis against the
 * rest; a vector is a matrix of one column, of which R Cᵀ/ΣR is exactly R: Algorithm 5.
 *
 * Differs from Keras and PyTorch, which put ε₁ elsewhere or leave it out. `lrMode: "fixed"`: αₜ = lr.
 */
export const adafactor = defineRule({
  name: "adafactor",
  hyper: {
    lr: nonNegative.or(0.01),
    decay: fraction.or(0.8),
    eps1: nonNegative.or(1e-30),
    eps2: nonNegative.or(1e-3),
    clip: positive.or(1),
  },
  options: { lrMode: ["relative", "fixed"] },
  elementwise: false,
  init: (theta, [rows = 1]) => ({ r: zerosLike(theta, rows), c: zerosLike(theta, rows && theta.length / rows) }),

  update({ theta, g, t }, { r, c }, { lr, decay, eps1, eps2, clip }, { lrMode }) {
    const beta2 = 1 - pow(t, -decay);
    const [rows, columns] = [new Float64Array(r.length), new Float64Array(c.length)];
    for (let i = 0; i < g.length; i++) {
      rows[Math.floor(i / c.length)] += g[i] * g[i] + eps1;
      columns[i % c.length] += g[i] * g[i] + eps1;
    }
    let total = 0;
    for (let i = 0; i < r.length; i++) total += r[i] = beta2 * r[i] + (1 - beta2) * rows[i];
    for (let j = 0; j < c.length; j++) c[j] = beta2 * c[j] + (1 - beta2) * columns[j];
    const u = Float64Array.from(g, (gi, i) =>
      safeDivide(gi, sqrt(safeDivide(r[Math.floor(i / c.length)] * c[i % c.length], total))),
    );
    const alpha = lrMode === "fixed" ? lr : max(eps2, rootMeanSquare(theta)) * min(lr, 1 / sqrt(t));
    const shrink = max(1, rootMeanSquare(u) / clip);
    for (let i = 0; i < theta.length; i++) theta[i] -= (alpha * u[i]) / shrink;
  },
});
