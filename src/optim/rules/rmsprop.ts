import { fraction, nonNegative } from "../../check/kinds.ts";
import { rmsprop as kernel } from "../../generated/kernels/rmsprop.ts";
import { safeDivide } from "../../math/safeDivide.ts";
import { defineRule } from "../defineRule.ts";
import { zerosLike } from "../state/zerosLike.ts";

const { max, sqrt } = Math;

const pytorch = {
  authors: "PyTorch",
  title: "torch.optim.RMSprop",
  year: 2016,
  url: "https://docs.pytorch.org/docs/stable/generated/torch.optim.RMSprop.html",
};

/**
 * RMSProp divides each weight's gradient by its root mean square over about 1 / (1 − ρ) steps.
 *
 *     vₜ = ρ vₜ₋₁ + (1 − ρ) gₜ²                v₀ = `initial`
 *     θₜ = θₜ₋₁ − η gₜ / (√(vₜ + εᵣ) + ε)      εᵣ = `epsRoot`
 *
 * The lecture has no ε at all.
 */
export const rmsprop = defineRule({
  name: "rmsprop",
  source: {
    authors: "Hinton",
    title: "Neural Networks for Machine Learning",
    venue: "Coursera",
    year: 2012,
    url: "https://www.cs.toronto.edu/~tijmen/csc321/slides/lecture_slides_lec6.pdf",
    place: "lecture 6e",
  },
  hyper: {
    /** Learning rate η. */ lr: nonNegative.or(1e-2),
    /** Decay rate ρ of v, the average of squared gradients. */ rho: fraction.or(0.9),
    /** ε, added to the root. */ eps: nonNegative.or(1e-8),
    /** εᵣ, added under the root. */ epsRoot: nonNegative.or(0),
    /** v₀, the average before the first step. */ initial: nonNegative.or(0),
  },
  init: (theta, _shape, { initial }) => ({ v: zerosLike(theta).fill(initial) }),

  update({ theta, g }, { v }, { lr, rho, eps, epsRoot }) {
    for (let i = 0; i < theta.length; i++) {
      v[i] = rho * v[i] + (1 - rho) * g[i] * g[i];
      theta[i] -= lr * safeDivide(g[i], sqrt(v[i] + epsRoot) + eps);
    }
  },

  variants: {
    /**
     *     vₜ = ρ vₜ₋₁ + (1 − ρ) gₜ²
     *     uₜ = μ uₜ₋₁ + gₜ / (√vₜ + ε)
     *     θₜ = θₜ₋₁ − η uₜ
     */
    pytorch: {
      source: pytorch,
      hyper: {
        rho: fraction.or(0.99),
        /** Momentum μ, the decay rate of the sum of moves. */ mu: fraction.or(0),
        epsRoot: undefined,
      },
      init: (theta, _shape, { initial }) => ({ v: zerosLike(theta).fill(initial), u: zerosLike(theta) }),
      update({ theta, g }, { v, u }, { lr, rho, eps, mu }) {
        for (let i = 0; i < theta.length; i++) {
          v[i] = rho * v[i] + (1 - rho) * g[i] * g[i];
          u[i] = mu * u[i] + safeDivide(g[i], sqrt(v[i]) + eps);
          theta[i] -= lr * u[i];
        }
      },
    },

    /**
     *     vₜ = ρ vₜ₋₁ + (1 − ρ) gₜ²
     *     uₜ = μ uₜ₋₁ + η gₜ / (√(vₜ + εᵣ) + ε)
     *     θₜ = θₜ₋₁ − uₜ
     */
    tensorflow: {
      source: {
        authors: "TensorFlow",
        title: "tf.keras.optimizers.RMSprop",
        year: 2015,
        url: "https://www.tensorflow.org/api_docs/python/tf/keras/optimizers/RMSprop",
      },
      hyper: {
        lr: nonNegative.or(1e-3),
        /** Momentum μ, the decay rate of the sum of moves. */ mu: fraction.or(0),
        eps: nonNegative.or(0),
        epsRoot: nonNegative.or(1e-7),
      },
      init: (theta, _shape, { initial }) => ({ v: zerosLike(theta).fill(initial), u: zerosLike(theta) }),
      update({ theta, g }, { v, u }, { lr, rho, eps, epsRoot, mu }) {
        for (let i = 0; i < theta.length; i++) {
          v[i] = rho * v[i] + (1 - rho) * g[i] * g[i];
          u[i] = mu * u[i] + lr * safeDivide(g[i], sqrt(v[i] + epsRoot) + eps);
          theta[i] -= u[i];
        }
      },
    },

    /**
     *     vₜ = ρ vₜ₋₁ + (1 − ρ) gₜ²
     *     aₜ = ρ aₜ₋₁ + (1 − ρ) gₜ
     *     uₜ = μ uₜ₋₁ + η gₜ / (√(max(vₜ − aₜ², 0) + εᵣ) + ε)
     *     θₜ = θₜ₋₁ − uₜ
     *
     * Divides by the standard deviation. On a constant gradient v − a² rounds below 0, hence the maximum.
     */
    centered: {
      source: {
        authors: "Graves",
        title: "Generating Sequences With Recurrent Neural Networks",
        year: 2013,
        url: "https://arxiv.org/abs/1308.0850",
        place: "equations 38 to 45",
      },
      hyper: {
        lr: nonNegative.or(1e-4),
        rho: fraction.or(0.95),
        /** Momentum μ, the decay rate of the sum of moves. */ mu: fraction.or(0.9),
        eps: nonNegative.or(0),
        epsRoot: nonNegative.or(1e-4),
      },
      init: (theta, _shape, { initial }) => ({
        v: zerosLike(theta).fill(initial),
        a: zerosLike(theta),
        u: zerosLike(theta),
      }),
      update({ theta, g }, { v, a, u }, { lr, rho, eps, epsRoot, mu }) {
        for (let i = 0; i < theta.length; i++) {
          v[i] = rho * v[i] + (1 - rho) * g[i] * g[i];
          a[i] = rho * a[i] + (1 - rho) * g[i];
          const variance = max(v[i] - a[i] * a[i], 0);
          u[i] = mu * u[i] + lr * safeDivide(g[i], sqrt(variance + epsRoot) + eps);
          theta[i] -= u[i];
        }
      },
    },

    /**
     *     vₜ = ρ vₜ₋₁ + (1 − ρ) gₜ²
     *     aₜ = ρ aₜ₋₁ + (1 − ρ) gₜ
     *     uₜ = μ uₜ₋₁ + gₜ / (√max(vₜ − aₜ², 0) + ε)
     *     θₜ = θₜ₋₁ − η uₜ
     */
    pytorchCentered: {
      source: { ...pytorch, place: "centered=True" },
      hyper: {
        rho: fraction.or(0.99),
        /** Momentum μ, the decay rate of the sum of moves. */ mu: fraction.or(0),
        epsRoot: undefined,
      },
      init: (theta, _shape, { initial }) => ({
        v: zerosLike(theta).fill(initial),
        a: zerosLike(theta),
        u: zerosLike(theta),
      }),
      update({ theta, g }, { v, a, u }, { lr, rho, eps, mu }) {
        for (let i = 0; i < theta.length; i++) {
          v[i] = rho * v[i] + (1 - rho) * g[i] * g[i];
          a[i] = rho * a[i] + (1 - rho) * g[i];
          const variance = max(v[i] - a[i] * a[i], 0);
          u[i] = mu * u[i] + safeDivide(g[i], sqrt(variance) + eps);
          theta[i] -= lr * u[i];
        }
      },
    },
  },

  differsFrom: [
    {
      who: "PyTorch",
      variant: "pytorch",
      how: "Momentum may follow, off by default, with η outside the velocity. ρ is 0.99, which makes the first step 10 times η, here 3.16.",
    },
    {
      who: "Keras, TensorFlow and optax",
      variant: "tensorflow",
      how: "ε stands under the root and η inside the velocity. TensorFlow 1 starts from `initial: 1`: with η = 0.01 a first gradient of 0.1 moves 0.001 there, 0.032 here.",
    },
    {
      who: "Graves",
      variant: "centered",
      how: "It divides by the standard deviation and has momentum. On a constant gradient of 1, step 100 is 12.9 times as long there at ρ = 0.95 and μ = 0.",
    },
    {
      who: "PyTorch with centered=True",
      variant: "pytorchCentered",
      how: "The same with ε beside the root and η outside the velocity. v − a² may round below 0 there, which has no root; here it counts as 0.",
    },
  ],

  kernel,
});
