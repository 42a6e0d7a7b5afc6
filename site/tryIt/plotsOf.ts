/** A curve in the output of a program: one number of equal lines, over the first number of the line. */
export interface Plot {
  readonly x: string;
  readonly y: string;
  readonly points: readonly (readonly [x: number, y: number])[];
}

const number = /(?<![\w.])-?\d+(?:\.\d+)?(?:e[+-]?\d+)?(?![\w.]*\w)/g;
const fewest = 3;

/**
 * Finds the curves in a program's output: at least three lines that differ only in their numbers, the first of which
 * rises. `step 10: loss 0.5` gives "loss" over "step". A number that stays the same gives no curve.
 *
 * @returns the curves in the order of the output
 */
export function plotsOf(output: string): Plot[] {
  const groups = new Map<string, number[][]>();
  for (const line of output.split("\n")) {
    const numbers = line.match(number)?.map(Number) ?? [];
    const words = line.replace(number, "#");
    if (numbers.length > 1) groups.set(words, [...(groups.get(words) ?? []), numbers]);
  }
  return [...groups].flatMap(([words, rows]) => plotsIn(words, rows));
}

function plotsIn(words: string, rows: readonly number[][]): Plot[] {
  const rises = rows.every(([x], i) => i === 0 || x > rows[i - 1][0]);
  if (rows.length < fewest || !rises) return [];
  const names = words.split("#").map((text) => text.replace(/[^\p{L}\p{N} ]/gu, "").trim());
  return names.slice(1, -1).flatMap((name, i) => {
    const points = rows.map((row) => [row[0], row[i + 1]] as const);
    const changes = points.some(([, y]) => y !== points[0][1]);
    return changes ? [{ x: names[0] || "x", y: name || "y", points }] : [];
  });
}
