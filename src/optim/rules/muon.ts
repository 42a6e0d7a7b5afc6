import { showShape } from "../../array/shape.ts";
import { fraction, nonNegative } from "../../check/kinds.ts";
import { defineRule } from "../defineRule.ts";
import { zerosLike } from "../state/zerosLike.ts";
import { newtonSchulz } from "../support/newtonSchulz.ts";

const { max, sqrt } = Math;

/**
 * Muon — Jordan et al., "Muon: An optimizer for hidden layers in neural networks", 2024.
 * https://kellerjordan.github.io/posts/muon
 *
 *     uₜ = μ uₜ₋₁ + gₜ
 *     Oₜ = orthogonalize(gₜ + μ uₜ)                     `nesterov: false`: orthogonalize(uₜ), see newtonSchulz.ts
 *     θₜ = θₜ₋₁ − η λ θₜ₋₁ − η s Oₜ                     s = √max(1, rows / columns)
 *
 * Every direction of a matrix moves alike, the rare ones too. For the weights of hidden layers: a tensor of more axes is
 * the matrix of its first axis against the rest; biases, norms, embeddings and the last layer are better off with Adam.
 *
 * Differs from Liu et al., "Muon is scalable for LLM training", 2025, only in s: 0.2 √max(rows, columns), which makes
 * moves as large as AdamW's, is `scale: "moonlight"`. The author's code forms uₜ = μ uₜ₋₁ + (1 − μ) gₜ: Oₜ does not see it.
 *
 * Throws for a parameter of less than two axes.
 */
export const muon = defineRule({
  name: "muon",
  hyper: { lr: nonNegative.or(1e-3), mu: fraction.or(0.95), weightDecay: nonNegative.or(0.1) },
  options: { scale: ["original", "moonlight"], nesterov: [true, false] },
  elementwise: false,
  init(theta, shape) {
    if (shape.length < 2)
      throw new RangeError(
        `muon: a parameter of shape ${showShape(shape)}; it needs matrices: give the others to a second optimizer`,
      );
    return { u: zerosLike(theta) };
  },

  update({ theta, g, shape: [rows] }, { u }, { lr, mu, weightDecay }, { scale, nesterov }) {
    const columns = theta.length / rows;
    for (let i = 0; i < theta.length; i++) u[i] = mu * u[i] + g[i];
    const heading = nesterov ? g.map((gi, i) => gi + mu * u[i]) : u;
    const o = newtonSchulz(heading, rows, columns);
    const s = scale === "moonlight" ? 0.2 * sqrt(max(rows, columns)) : sqrt(max(1, rows / columns));
    for (let i = 0; i < theta.length; i++) theta[i] -= lr * weightDecay * theta[i] + lr * s * o[i];
  },
});
