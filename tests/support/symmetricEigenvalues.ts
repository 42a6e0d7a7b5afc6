/** Eigenvalues of a dense symmetric matrix, the largest first, by Jacobi's cyclic rotations. */
export function symmetricEigenvalues(matrix: readonly (readonly number[])[]): number[] {
  const a = matrix.map((row) => [...row]);
  const n = a.length;
  for (let sweep = 0; sweep < 60; sweep++) {
    for (let p = 0; p < n; p++) {
      for (let q = p + 1; q < n; q++) {
        if (a[p][q] === 0) continue;
        const angle = 0.5 * Math.atan2(2 * a[p][q], a[q][q] - a[p][p]);
        const [c, s] = [Math.cos(angle), Math.sin(angle)];
        for (const row of a) [row[p], row[q]] = [c * row[p] - s * row[q], s * row[p] + c * row[q]];
        const [up, down] = [a[p], a[q]];
        a[p] = up.map((x, k) => c * x - s * down[k]);
        a[q] = down.map((x, k) => s * up[k] + c * x);
      }
    }
  }
  return a.map((row, i) => row[i]).sort((x, y) => y - x);
}
