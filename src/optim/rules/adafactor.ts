import type { Floats } from "../../array/floats.ts";
import { fraction, nonNegative, positive } from "../../check/kinds.ts";
import { adafactor as kernel } from "../../generated/kernels/adafactor.ts";
import { pow } from "../../math/pow.ts";
import { safeDivide } from "../../math/safeDivide.ts";
import { defineRule } from "../defineRule.ts";
import { zerosLike } from "../state/zerosLike.ts";
import { rootMeanSquare } from "../support/norm.ts";

const { max, min, sqrt } = Math;

/**
 * Adafactor keeps means of rows and columns of g² instead of one number per weight.
 *
 *     β̂₂ₜ = 1 − t^(−decay)
 *     Rₜ = β̂₂ₜ Rₜ₋₁ + (1 − β̂₂ₜ) (Gₜ² + ε₁) 1 / columns
 *     Cₜ = β̂₂ₜ Cₜ₋₁ + (1 − β̂₂ₜ) 1ᵀ (Gₜ² + ε₁) / rows
 *     V̂ₜ = Rₜ Cₜ / mean(Rₜ)
 *     Uₜ = Gₜ / √V̂ₜ
 *     αₜ = max(ε₂, RMS(θₜ₋₁)) min(lr, 1/√t)
 *     θₜ = θₜ₋₁ − αₜ Uₜ / max(1, RMS(Uₜ) / clip)
 *
 * The paper keeps sums, with the same V̂. Sums of large squares leave Float32; means do not.
 * A tensor of more axes is the matrix of its first axis against the rest. A vector is a matrix of one column, where
 * V̂ is R: Algorithm 5.
 */
export const adafactor = defineRule({
  name: "adafactor",
  source: {
    authors: "Shazeer & Stern",
    title: "Adafactor: Adaptive Learning Rates with Sublinear Memory Cost",
    venue: "ICML",
    year: 2018,
    url: "https://arxiv.org/abs/1804.04235",
    place: "Algorithms 4 and 5, without momentum",
  },
  hyper: {
    /** Largest relative step size. */ lr: nonNegative.or(0.01),
    /** Exponent of the decay rate 1 − t^(−decay) of R and C. */ decay: fraction.or(0.8),
    /** ε₁, added to squared gradients. */ eps1: nonNegative.or(1e-30),
    /** ε₂, the smallest RMS of θ that scales the rate. */ eps2: nonNegative.or(1e-3),
    /** Largest RMS of an update. */ clip: positive.or(1),
  },
  elementwise: false,
  init: (theta, [rows = 1]) => ({ r: zerosLike(theta, rows), c: zerosLike(theta, rows && theta.length / rows) }),

  update({ theta, g, t }, { r, c }, { lr, decay, eps1, eps2, clip }) {
    const u = normalized(g, r, c, 1 - 1 / pow(t, decay), eps1);
    const alpha = max(eps2, rootMeanSquare(theta)) * min(lr, 1 / sqrt(t));
    const shrink = max(1, rootMeanSquare(u) / clip);
    for (let i = 0; i < theta.length; i++) theta[i] -= (alpha * u[i]) / shrink;
  },

  variants: {
    /**
     *     Rₜ, Cₜ, V̂ₜ, Uₜ as above
     *     θₜ = θₜ₋₁ − lr Uₜ / max(1, RMS(Uₜ) / clip)
     */
    transformers: {
      source: {
        authors: "Hugging Face",
        title: "transformers.Adafactor",
        year: 2020,
        url: "https://huggingface.co/docs/transformers/main_classes/optimizer_schedules",
        place: "scale_parameter=False, relative_step=False",
      },
      hyper: {
        /** Learning rate, whatever t and θ are. */ lr: nonNegative.or(1e-3),
        eps2: undefined,
      },
      update({ theta, g, t }, { r, c }, { lr, decay, eps1, clip }) {
        const u = normalized(g, r, c, 1 - 1 / pow(t, decay), eps1);
        const shrink = max(1, rootMeanSquare(u) / clip);
        for (let i = 0; i < theta.length; i++) theta[i] -= (lr * u[i]) / shrink;
      },
    },
  },

  differsFrom: [
    {
      who: "Hugging Face Transformers, as T5 is fine-tuned",
      variant: "transformers",
      how: "The rate is lr, whatever t and θ are. It is 0.001 by default.",
    },
    { who: "PyTorch", how: "ε₁ is not added to g²; it bounds the factors instead." },
  ],

  kernel,
});

/** Moves the means r and c on, and returns U = G / √(R C / mean(R)). */
function normalized(g: Floats, r: Floats, c: Floats, beta2: number, eps1: number): Float64Array {
  const rows = new Float64Array(r.length);
  const columns = new Float64Array(c.length);
  for (let i = 0; i < g.length; i++) {
    rows[Math.floor(i / c.length)] += (g[i] * g[i] + eps1) / c.length;
    columns[i % c.length] += (g[i] * g[i] + eps1) / r.length;
  }
  let mean = 0;
  for (let i = 0; i < r.length; i++) {
    r[i] = beta2 * r[i] + (1 - beta2) * rows[i];
    mean += r[i] / r.length;
  }
  for (let j = 0; j < c.length; j++) c[j] = beta2 * c[j] + (1 - beta2) * columns[j];
  return Float64Array.from(g, (gi, i) =>
    safeDivide(gi, sqrt(safeDivide(r[Math.floor(i / c.length)] * c[i % c.length], mean))),
  );
}
