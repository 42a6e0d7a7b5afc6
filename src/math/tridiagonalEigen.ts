/**
 * Returns the eigenvalues of a symmetric tridiagonal matrix T = Q Λ Qᵀ, in the order of the columns of Q. Replaces each
 * of `rows` by row · Q: rows of the identity become the rows of Q.
 *
 * The QL method with implicit shifts — Dubrulle, Martin & Wilkinson, Numerische Mathematik 12, 1968.
 *
 *     diagonal: [n]     below, the entries beside the diagonal: [n − 1]     a row: [n]
 */
export function tridiagonalEigen(
  diagonal: ArrayLike<number>,
  below: ArrayLike<number>,
  rows: readonly Float64Array[],
): Float64Array {
  const n = diagonal.length;
  const d = Float64Array.from(diagonal);
  const e = Float64Array.from({ length: n }, (_, i) => (i < n - 1 ? below[i] : 0));
  for (let l = 0; l < n; l++) {
    for (;;) {
      let m = l;
      while (m < n - 1 && Math.abs(e[m]) > 2 ** -52 * (Math.abs(d[m]) + Math.abs(d[m + 1]))) m++;
      if (m === l) break;
      sweepUp(d, e, l, m, rows);
    }
  }
  return d;
}

/** One QL step on the block from l to m: plane rotations from the bottom up. */
function sweepUp(d: Float64Array, e: Float64Array, l: number, m: number, rows: readonly Float64Array[]): void {
  const half = (d[l + 1] - d[l]) / (2 * e[l]);
  const root = Math.sqrt(half * half + 1);
  let g = d[m] - d[l] + e[l] / (half + (half < 0 ? -root : root));
  let [s, c, p] = [1, 1, 0];
  for (let i = m - 1; i >= l; i--) {
    const [f, b] = [s * e[i], c * e[i]];
    const r = Math.sqrt(f * f + g * g);
    e[i + 1] = r;
    if (r === 0) {
      d[i + 1] -= p;
      e[m] = 0;
      return;
    }
    s = f / r;
    c = g / r;
    g = d[i + 1] - p;
    const shift = (d[i] - g) * s + 2 * c * b;
    p = s * shift;
    d[i + 1] = g + p;
    g = c * shift - b;
    for (const row of rows) [row[i], row[i + 1]] = [c * row[i] - s * row[i + 1], s * row[i] + c * row[i + 1]];
  }
  d[l] -= p;
  e[l] = g;
  e[m] = 0;
}
