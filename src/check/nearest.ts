/** Longer names are only compared for equality, so that a search takes bounded time. */
const longest = 64;
const mostCompared = 1000;

/**
 * Returns the valid name nearest to the one given, or undefined if none is near. Case, `_` and `-` do not count.
 *
 * @example nearest("learning_rat", ["eps", "learningRate"]) // "learningRate"
 */
export function nearest(given: string, valid: readonly string[]): string | undefined {
  if (given.length > longest) return undefined;
  const wanted = plain(given);
  if (wanted === "") return undefined;
  const names = valid.slice(0, mostCompared).filter((name) => name.length <= longest);
  let best: string | undefined;
  let least = Infinity;
  for (const name of names) {
    const away = distance(wanted, plain(name));
    const isNear = away <= Math.max(2, name.length / 3) && away < wanted.length;
    if (isNear && away < least) [best, least] = [name, away];
  }
  return best ?? names.find((name) => plain(name).startsWith(wanted));
}

const plain = (name: string): string => name.toLowerCase().replace(/[-_]/g, "");

/** The number of insertions, deletions, exchanges and swaps of neighbours that lead from a to b (Damerau 1964). */
function distance(a: string, b: string): number {
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 0; i < a.length; i++) {
    const next = [i + 1];
    for (let j = 0; j < b.length; j++) {
      const swapped = a[i] === b[j - 1] && a[i - 1] === b[j] ? before[j - 1] : row[j + 1];
      next.push(Math.min(row[j + 1] + 1, next[j] + 1, row[j] + (a[i] === b[j] ? 0 : 1), swapped + 1));
    }
    [before, row] = [row, next];
  }
  return row[b.length];
}
