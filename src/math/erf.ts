/** Degree of the Taylor polynomials: the next term is below 1e-17. */
const degree = 8;
/** Distance of the points where they are centred. Whole multiples of it are exact. */
const step = 1 / 32;
/** Beyond ±last the result rounds to ±1. */
const last = 6;

/** The polynomial at 0, step, 2 step, …, last, lowest power first. Made at the first call. */
let polynomials: Float64Array | undefined;

/**
 * The error function, to about 1e-15: the Taylor polynomial of the nearest of 193 points.
 * Φ(x) of a normal distribution, as GELU needs it, is ½ (1 + erf(x / √2)).
 */
export function erf(x: number): number {
  const size = Math.abs(x);
  if (!(size > 0 && size <= last)) return size > last ? Math.sign(x) : x;
  polynomials ??= taylor();
  const point = (size / step + 0.5) | 0;
  const d = size - point * step;
  const start = point * (degree + 1);
  let sum = 0;
  for (let at = start + degree; at >= start; at--) sum = sum * d + polynomials[at];
  return x < 0 ? -sum : sum;
}

/** With f = erf: f′ = 2/√π e^(−x²), and by Hermite's recurrence f⁽ⁿ⁺²⁾ = −2 (x f⁽ⁿ⁺¹⁾ + n f⁽ⁿ⁾). */
function taylor(): Float64Array {
  const table = new Float64Array((last / step + 1) * (degree + 1));
  for (let point = 0; point * step <= last; point++) {
    const x = point * step;
    const derivatives = [series(x), (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x)];
    for (let n = 1; n < degree; n++) derivatives.push(-2 * (x * derivatives[n] + (n - 1) * derivatives[n - 1]));
    for (let n = 0, factorial = 1; n <= degree; factorial *= ++n)
      table[point * (degree + 1) + n] = derivatives[n] / factorial;
  }
  return table;
}

/**
 * erf x = 2/√π e^(−x²) Σₙ 2ⁿ x²ⁿ⁺¹ / (1·3·5 ⋯ (2n+1))
 *
 * Abramowitz & Stegun, 7.1.6. Every term is positive, so nothing cancels.
 */
function series(x: number): number {
  let term = x;
  let sum = x;
  for (let n = 1; term > 1e-17 * sum; n++) {
    term *= (2 * x * x) / (2 * n + 1);
    sum += term;
  }
  return (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * sum;
}
