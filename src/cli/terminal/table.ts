const number = /^([-+]?[\d.,]+(e[-+]?\d+)?( ?%)?|NaN|-?Infinity|–|)$/;

/** Rows of cells as text with aligned columns: words to the left, what looks like a number to the right. */
export function textTable(rows: readonly (readonly string[])[], header?: readonly string[]): string {
  const all = header ? [header, ...rows] : rows;
  const widths = all[0].map((_, column) => Math.max(...all.map((row) => row[column].length)));
  const isNumeric = widths.map((_, column) => rows.every((row) => number.test(row[column])));
  const line = (row: readonly string[]): string =>
    row
      .map((cell, i) => (isNumeric[i] ? cell.padStart(widths[i]) : cell.padEnd(widths[i])))
      .join("  ")
      .trimEnd();
  return all.map(line).join("\n");
}
