import { DataFileError } from "../../dataFileError.ts";
import { csvRows } from "./csvRows.ts";

/** In this order: a comma is also in texts and decimals. */
const candidates = ["\t", ";", "|", ","];

/** The characters that tell the separator. */
export const separatorSample = 2 ** 16;
const sampleRows = 50;

/**
 * Returns the character between cells: the first candidate that cuts 90 % of the rows into the cells of line 1.
 * A first line `sep=;`, as Excel writes it, decides.
 */
export function recogniseSeparator(text: string): string {
  const named = /^\ufeff?sep=(.)[\r\n]/.exec(text);
  if (named !== null) return named[1];
  const isCut = text.length > separatorSample;
  const sample = isCut ? text.slice(0, separatorSample) : text;
  return candidates.find((separator) => isRegular(widths(sample, separator, isCut))) ?? ",";
}

/** The numbers of cells in the first rows that are not blank; 0 for a row that cannot be read. */
function widths(sample: string, separator: string, isCut: boolean): number[] {
  const found: number[] = [];
  try {
    for (const { cells } of csvRows([sample], "", separator)) {
      if (cells.every((cell) => cell.trim() === "")) continue;
      found.push(cells.length);
      if (found.length === sampleRows) return found;
    }
  } catch (error) {
    if (!(error instanceof DataFileError)) throw error;
    if (!isCut) found.push(0);
    return found;
  }
  // The last row of a sample may be a part of one.
  return isCut && found.length > 1 ? found.slice(0, -1) : found;
}

function isRegular(found: readonly number[]): boolean {
  const [width = 0] = found;
  return width > 1 && found.filter((other) => other === width).length >= 0.9 * found.length;
}
