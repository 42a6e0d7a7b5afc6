/**
 * Lists the first names, and how many more.
 *
 * @example listNames(["a", "b", "c"], 2) // "a, b, and 1 more"
 */
export function listNames(names: readonly string[], most: number, separator = ", "): string {
  const rest = names.length > most ? [`and ${names.length - most} more`] : [];
  return [...names.slice(0, most), ...rest].join(separator);
}
