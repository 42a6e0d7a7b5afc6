/** @file Levenberg-Marquardt for a few unknowns, with forward differences. */

export interface Fit {
  readonly x: number[];
  /** Σ r². */
  readonly cost: number;
}

export interface Problem {
  residual(x: readonly number[]): Float64Array;
  readonly lower: readonly number[];
  readonly upper: readonly number[];
  /** The distance of the differences at x, for every unknown. */
  readonly steps: readonly ((x: number) => number)[];
  readonly iterations: number;
}

const sumOfSquares = (r: Float64Array): number => {
  let sum = 0;
  for (let i = 0; i < r.length; i++) sum += r[i] * r[i];
  return Number.isFinite(sum) ? sum : Number.MAX_VALUE;
};

/**
 * Returns a local minimum of Σ rᵢ(x)² from `start`, within the bounds.
 *
 *     (JᵀJ + λ diag JᵀJ) d = −Jᵀr         λ falls after a step that helps, and rises after one that does not
 */
export function leastSquares(start: readonly number[], problem: Problem): Fit {
  let x = [...start];
  let r = problem.residual(x);
  let cost = sumOfSquares(r);
  let lambda = 1e-3;
  let slow = 0;
  for (let iteration = 0; iteration < problem.iterations && cost > 0 && slow < 2; iteration++) {
    const { matrix, slope } = normalEquations(x, r, problem);
    let next: { x: number[]; r: Float64Array; cost: number } | null = null;
    for (let tries = 0; tries < 6 && next === null; tries++) {
      const moved = step(x, matrix, slope, lambda, problem);
      const trial = problem.residual(moved);
      const trialCost = sumOfSquares(trial);
      if (trialCost < cost) next = { x: moved, r: trial, cost: trialCost };
      lambda = next === null ? Math.max(lambda, 1e-9) * 10 : lambda / 10;
    }
    if (next === null) break;
    slow = next.cost > 0.99 * cost ? slow + 1 : 0;
    ({ x, r, cost } = next);
  }
  return { x, cost };
}

function normalEquations(
  x: readonly number[],
  r: Float64Array,
  problem: Problem,
): { matrix: number[][]; slope: number[] } {
  const columns = x.map((value, k) => {
    const distance = problem.steps[k](value);
    const h = value + distance > problem.upper[k] ? -distance : distance;
    const moved = problem.residual(x.map((own, j) => (j === k ? own + h : own)));
    for (let i = 0; i < moved.length; i++) {
      const slope = (moved[i] - r[i]) / h;
      moved[i] = Number.isFinite(slope) ? slope : 0;
    }
    return moved;
  });
  const dot = (a: Float64Array, b: Float64Array): number => {
    let sum = 0;
    for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
    return sum;
  };
  return {
    matrix: columns.map((a) => columns.map((b) => dot(a, b))),
    slope: columns.map((a) => dot(a, r)),
  };
}

function step(
  x: readonly number[],
  matrix: readonly (readonly number[])[],
  slope: readonly number[],
  lambda: number,
  { lower, upper }: Problem,
): number[] {
  const damped = matrix.map((row, k) => row.map((value, j) => (j === k ? value * (1 + lambda) + 1e-300 : value)));
  const d = solve(damped, slope);
  return x.map((value, k) => Math.min(Math.max(value - (Number.isFinite(d[k]) ? d[k] : 0), lower[k]), upper[k]));
}

/** Solves A x = b by Gaussian elimination with pivots. A singular direction gets 0. */
function solve(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
  const n = right.length;
  // Scaled by the diagonal, so that pivots of different unknowns compare.
  const scale = matrix.map((row, k) => 1 / Math.sqrt(row[k] || 1));
  const a = matrix.map((row, k) => [...row.map((value, j) => value * scale[k] * scale[j]), right[k] * scale[k]]);
  for (let k = 0; k < n; k++) {
    let pivot = k;
    for (let i = k + 1; i < n; i++) if (Math.abs(a[i][k]) > Math.abs(a[pivot][k])) pivot = i;
    [a[k], a[pivot]] = [a[pivot], a[k]];
    if (Math.abs(a[k][k]) < 1e-14) continue;
    for (let i = k + 1; i < n; i++) {
      const factor = a[i][k] / a[k][k];
      for (let j = k; j <= n; j++) a[i][j] -= factor * a[k][j];
    }
  }
  const x = new Array<number>(n).fill(0);
  for (let k = n - 1; k >= 0; k--) {
    if (Math.abs(a[k][k]) < 1e-14) continue;
    let sum = a[k][n];
    for (let j = k + 1; j < n; j++) sum -= a[k][j] * x[j];
    x[k] = sum / a[k][k];
  }
  return x.map((value, k) => value * scale[k]);
}
