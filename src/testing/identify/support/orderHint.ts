import { type Run, weightName } from "./run.ts";

/** Correlations above this, and above three times those in the given order, show another order. */
const clear = 0.4;

/**
 * One sentence if the moves of every weight follow the gradients of another one, else null. That happens where weights
 * and gradients were listed in different orders.
 */
export function orderHint(run: Run): string | null {
  const { steps, weights, theta, gradients } = run;
  if (weights < 2 || weights > 200 || steps < 5) return null;
  const moves = gradients.map((_, t) => theta[t + 1].map((x, i) => theta[t][i] - x));
  const table = Array.from({ length: weights }, (_, i) =>
    Array.from({ length: weights }, (_x, j) => correlation(moves, i, gradients, j)),
  );
  const best = table.map((row) => row.indexOf(Math.max(...row)));
  if (new Set(best).size < weights || best.every((j, i) => j === i)) return null;
  const mean = (at: (i: number) => number): number => table.reduce((sum, row, i) => sum + row[at(i)], 0) / weights;
  const found = mean((i) => best[i]);
  if (found < clear || found < 3 * mean((i) => i)) return null;
  const i = best.findIndex((j, k) => j !== k);
  const [one, other] = [i, best[i]].map((k) => weightName(run, k));
  return `theta and gradients seem to list weights in different orders: ${one} follows the gradients of ${other}`;
}

/** The correlation, about 0, of a weight's moves with the gradients of another. */
function correlation(moves: readonly Float64Array[], i: number, gradients: readonly Float64Array[], j: number): number {
  let [both, ofMoves, ofGradients] = [0, 0, 0];
  for (const [t, move] of moves.entries()) {
    both += move[i] * gradients[t][j];
    ofMoves += move[i] ** 2;
    ofGradients += gradients[t][j] ** 2;
  }
  return both / Math.sqrt(ofMoves * ofGradients || 1);
}
