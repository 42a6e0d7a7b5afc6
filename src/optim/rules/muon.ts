import { showShape } from "../../array/shape.ts";
import { fraction, nonNegative } from "../../check/kinds.ts";
import { muon as kernel } from "../../generated/kernels/muon.ts";
import { defineRule } from "../defineRule.ts";
import { zerosLike } from "../state/zerosLike.ts";
import { newtonSchulz } from "../support/newtonSchulz.ts";

const { max, sqrt } = Math;

const source = {
  authors: "Jordan et al.",
  title: "Muon: An optimizer for hidden layers in neural networks",
  year: 2024,
  url: "https://kellerjordan.github.io/posts/muon",
};

/**
 * Muon moves a matrix along its momentum with all singular values made nearly 1, rare directions too.
 *
 *     uₜ = μ uₜ₋₁ + gₜ
 *     Oₜ = orthogonalize(gₜ + μ uₜ)                see newtonSchulz.ts
 *     s  = √max(1, rows / columns)
 *     θₜ = θₜ₋₁ − η λ θₜ₋₁ − η s Oₜ
 *
 * For the weights of hidden layers. A tensor of more axes is the matrix of its first axis against the rest.
 * Train biases, norms, embeddings and the last layer with Adam.
 *
 * Throws a RangeError for a parameter of fewer than two axes.
 */
export const muon = defineRule({
  name: "muon",
  source,
  hyper: {
    /** Learning rate η. */ lr: nonNegative.or(1e-3),
    /** Momentum μ, the decay rate of the sum of gradients. */ mu: fraction.or(0.95),
    /** Decoupled weight decay λ. */ weightDecay: nonNegative.or(0.1),
  },
  elementwise: false,
  init(theta, shape) {
    if (shape.length < 2)
      throw new RangeError(
        `muon: a parameter must have at least 2 axes, got shape ${showShape(shape)}; give vectors to a second optimizer`,
      );
    return { u: zerosLike(theta) };
  },

  update({ theta, g, shape: [rows] }, { u }, { lr, mu, weightDecay }) {
    const columns = theta.length / rows;
    for (let i = 0; i < theta.length; i++) u[i] = mu * u[i] + g[i];
    const ahead = g.map((gi, i) => gi + mu * u[i]);
    const o = newtonSchulz(ahead, rows, columns);
    const s = sqrt(max(1, rows / columns));
    for (let i = 0; i < theta.length; i++) theta[i] -= lr * weightDecay * theta[i] + lr * s * o[i];
  },

  variants: {
    /**
     *     uₜ = μ uₜ₋₁ + gₜ
     *     Oₜ = orthogonalize(uₜ)
     *     s  = √max(1, rows / columns)
     *     θₜ = θₜ₋₁ − η λ θₜ₋₁ − η s Oₜ
     */
    momentum: {
      source: { ...source, place: "Algorithm 2" },
      update({ theta, g, shape: [rows] }, { u }, { lr, mu, weightDecay }) {
        const columns = theta.length / rows;
        for (let i = 0; i < theta.length; i++) u[i] = mu * u[i] + g[i];
        const o = newtonSchulz(u, rows, columns);
        const s = sqrt(max(1, rows / columns));
        for (let i = 0; i < theta.length; i++) theta[i] -= lr * weightDecay * theta[i] + lr * s * o[i];
      },
    },

    /**
     *     uₜ = μ uₜ₋₁ + gₜ
     *     Oₜ = orthogonalize(gₜ + μ uₜ)
     *     s  = 0.2 √max(rows, columns)
     *     θₜ = θₜ₋₁ − η λ θₜ₋₁ − η s Oₜ
     */
    moonlight: {
      source: {
        authors: "Liu et al.",
        title: "Muon is Scalable for LLM Training",
        year: 2025,
        url: "https://arxiv.org/abs/2502.16982",
        place: "equation 4",
      },
      update({ theta, g, shape: [rows] }, { u }, { lr, mu, weightDecay }) {
        const columns = theta.length / rows;
        for (let i = 0; i < theta.length; i++) u[i] = mu * u[i] + g[i];
        const ahead = g.map((gi, i) => gi + mu * u[i]);
        const o = newtonSchulz(ahead, rows, columns);
        const s = 0.2 * sqrt(max(rows, columns));
        for (let i = 0; i < theta.length; i++) theta[i] -= lr * weightDecay * theta[i] + lr * s * o[i];
      },
    },
  },

  differsFrom: [
    {
      who: "the post's algorithm",
      variant: "momentum",
      how: "It has no Nesterov step, O is that of u alone. The default is the author's program.",
    },
    {
      who: "Moonlight",
      variant: "moonlight",
      how: "s is 0.2 √max(rows, columns), so that moves are as large as AdamW's. For a matrix of 256 × 256 it is 3.2, here 1.",
    },
    {
      who: "the author's program and PyTorch",
      how: "They average, u = μ u + (1 − μ) g. O does not change with the scale of u.",
    },
  ],

  kernel,
});
