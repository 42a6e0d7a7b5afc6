/**
 * The error function, to about 1e-15.
 *
 *     erf x = 2/√π e^(−x²) Σₙ 2ⁿ x²ⁿ⁺¹ / (1·3·5 ⋯ (2n+1))
 *
 * Abramowitz & Stegun, 7.1.6. Every term is positive, so nothing cancels. Beyond |x| = 6 the result rounds to ±1.
 */
export function erf(x: number): number {
  if (Number.isNaN(x)) return x;
  if (x > 6 || x < -6) return Math.sign(x);
  let term = x;
  let sum = x;
  for (let n = 1; Math.abs(term) > 1e-17 * Math.abs(sum); n++) {
    term *= (2 * x * x) / (2 * n + 1);
    sum += term;
  }
  return (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * sum;
}
