/**
 * Lists the first names, and how many more.
 *
 * @example listNames(["a", "b", "c"], 2) // "a, b and 1 more"
 */
export function listNames(names: readonly string[], most: number): string {
  const rest = names.length - most;
  return names.slice(0, most).join(", ") + (rest > 0 ? ` and ${rest} more` : "");
}
