import type { Decimal } from "./cells.ts";

const commaDecimal = /^[+-]?(\d+|\d{1,3}(\.\d{3})+),\d+%?$/;
const commaThousands = /^[+-]?[1-9]\d{0,2}(,\d{3})+%?$/;
const pointDecimal = /^[+-]?(\d*|\d{1,3}(,\d{3})+)\.\d+%?$/;
const pointThousands = /^[+-]?[1-9]\d{0,2}(\.\d{3})+%?$/;

/**
 * Returns the character before decimals in these cells. `1,5` tells, `1,500` does not. The latter is decimal only if
 * semicolons separate cells and no number has a point or two groups of three.
 */
export function recogniseDecimal(rows: Iterable<readonly string[]>, separator: string): Decimal {
  let [commas, points, either, groups] = [0, 0, 0, 0];
  for (const cells of rows) {
    for (const raw of cells) {
      if (!raw.includes(",") && !raw.includes(".")) continue;
      const cell = raw.trim();
      if (commaThousands.test(cell)) cell.indexOf(",") === cell.lastIndexOf(",") ? either++ : groups++;
      else if (commaDecimal.test(cell)) commas++;
      else if (pointDecimal.test(cell) && !pointThousands.test(cell)) points++;
    }
  }
  if (commas > 0) return commas >= points ? "," : ".";
  return separator === ";" && either > 0 && points === 0 && groups === 0 ? "," : ".";
}
