/** Returns ∂L/∂θ at θ. [weights] → [weights] */
export type Gradient = (theta: Float64Array) => ArrayLike<number>;

/**
 * Returns the product of the Hessian at θ with v by a central difference of the gradient g.
 *
 *     H v ≈ (g(θ + h v) − g(θ − h v)) / 2h          h = 6·10⁻⁶ max(1, max |θ|) / ‖v‖
 *
 * The truncation error is h² ‖v‖³/6 times the fourth derivative of L along v. Rounding adds about ε ‖g‖ / h. This h
 * is near ∛ε, which balances both: relative errors are about 10⁻¹⁰. `share` scales h.
 */
export function differenceOfGradients(
  gradient: Gradient,
  theta: ArrayLike<number>,
  v: ArrayLike<number>,
  share = 1,
): Float64Array {
  const product = new Float64Array(theta.length);
  let [square, largest] = [0, 1];
  for (let i = 0; i < v.length; i++) {
    square += v[i] * v[i];
    largest = Math.max(largest, Math.abs(theta[i]));
  }
  if (square === 0) return product;
  const h = (share * 6e-6 * largest) / Math.sqrt(square);
  const at = (step: number): Float64Array =>
    Float64Array.from(gradient(Float64Array.from(theta, (x, i) => x + step * v[i])));
  const [above, below] = [at(h), at(-h)];
  for (let i = 0; i < product.length; i++) product[i] = (above[i] - below[i]) / (2 * h);
  return product;
}
