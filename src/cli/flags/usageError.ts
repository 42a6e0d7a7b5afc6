/** A mistake in what the user typed: shown as one line, exit code 2. */
export class UsageError extends Error {}

/** For commands that take flags only. npm keeps `--epochs 3` to itself, and only the 3 arrives, unless told otherwise. */
export function refuseWords(words: readonly string[]): void {
  if (words.length === 0) return;
  throw new UsageError(
    `unexpected "${words[0]}"; everything is given by flags, see --help; with npm run, -- belongs before the flags`,
  );
}

/** `expected one of …`, with the nearest name suggested: for unknown commands, flags, rules, data sets. */
export function unknownName(what: string, given: string, valid: readonly string[]): UsageError {
  const nearest = [...valid].sort((a, b) => distance(given, a) - distance(given, b))[0];
  const away = distance(given, nearest);
  const isNear = away <= Math.max(2, nearest.length / 3) && away < given.length;
  const isClose = isNear || (given !== "" && nearest.startsWith(given));
  const hint = isClose ? `did you mean "${nearest}"? Valid` : "valid";
  return new UsageError(`unknown ${what} "${given}"; ${hint}: ${valid.join(", ")}`);
}

/** How many insertions, deletions, exchanges and swaps of neighbours lead from a to b (Damerau 1964). */
function distance(a: string, b: string): number {
  const rows = [Array.from({ length: b.length + 1 }, (_, j) => j)];
  for (let i = 1; i <= a.length; i++) {
    const [row, before] = [rows[i - 1], rows[i - 2]];
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
      const isSwapped = before !== undefined && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (isSwapped) next[j] = Math.min(next[j], before[j - 2] + 1);
    }
    rows.push(next);
  }
  return rows[a.length][b.length];
}
