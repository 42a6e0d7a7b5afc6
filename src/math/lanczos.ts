import { tridiagonalEigen } from "./tridiagonalEigen.ts";

export interface LanczosResult {
  /** The largest eigenvalue of the projection. */
  eigenvalue: number;
  /** The largest |eigenvalue| of the projection. */
  scale: number;
  /** Its unit vector. [n] */
  eigenvector: Float64Array;
  /** Products computed. */
  iterations: number;
}

/**
 * Approximates the largest eigenvalue of a symmetric matrix A of which only products are known.
 *
 *     A qₖ = βₖ₋₁ qₖ₋₁ + αₖ qₖ + βₖ qₖ₊₁          T = QᵀAQ is tridiagonal; its largest eigenvalue rises to that of A
 *
 * Lanczos, Journal of Research of the National Bureau of Standards 45, 1950. Every new vector is made orthogonal to all
 * earlier ones, twice. Otherwise rounding would bring eigenvalues that A does not have. Ends when ‖A x − λ x‖ is at
 * most `tolerance` · `scale`. It is βₖ |sₖ| for the last entry s of T's eigenvector.
 */
export function lanczos(
  product: (v: Float64Array) => Float64Array,
  start: Float64Array,
  { tolerance, most }: { tolerance: number; most: number },
): LanczosResult {
  const n = start.length;
  const basis = [scaled(start, 1 / Math.sqrt(dot(start, start)))];
  const diagonal: number[] = [];
  const below: number[] = [];
  for (;;) {
    const q = basis[basis.length - 1];
    const w = product(q);
    diagonal.push(dot(q, w));
    for (let pass = 0; pass < 2; pass++) for (const one of basis) subtract(w, dot(one, w), one);
    const beta = Math.sqrt(dot(w, w));
    const iterations = basis.length;
    const last = Float64Array.from(basis, (_, i) => (i === iterations - 1 ? 1 : 0));
    const values = tridiagonalEigen(diagonal, below, [last]);
    const best = indexOfLargest(values);
    const scale = values.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
    if (beta * Math.abs(last[best]) <= tolerance * scale || iterations >= Math.min(most, n)) {
      return { eigenvalue: values[best], scale, eigenvector: ritzVector(diagonal, below, basis), iterations };
    }
    below.push(beta);
    basis.push(scaled(w, 1 / beta));
  }
}

/** Q s for the eigenvector s of the largest eigenvalue of T. */
function ritzVector(diagonal: readonly number[], below: readonly number[], basis: readonly Float64Array[]) {
  const rows = basis.map((_, i) => Float64Array.from(basis, (_, j) => (i === j ? 1 : 0)));
  const best = indexOfLargest(tridiagonalEigen(diagonal, below, rows));
  const x = new Float64Array(basis[0].length);
  for (const [i, q] of basis.entries()) subtract(x, -rows[i][best], q);
  return scaled(x, 1 / Math.sqrt(dot(x, x)));
}

const indexOfLargest = (values: Float64Array): number =>
  values.reduce((best, x, i) => (x > values[best] ? i : best), 0);

const scaled = (x: Float64Array, factor: number): Float64Array => x.map((value) => factor * value);

function dot(x: Float64Array, y: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < x.length; i++) sum += x[i] * y[i];
  return sum;
}

/** x ← x − a y */
function subtract(x: Float64Array, a: number, y: Float64Array): void {
  for (let i = 0; i < x.length; i++) x[i] -= a * y[i];
}
