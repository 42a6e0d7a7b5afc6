import { csvRegression } from "./csvRegression.ts";
import type { CsvOptions, CsvRegression } from "./support/csvTable.ts";
import { readText } from "./support/readFile.ts";

/** Reads a CSV file with a number to predict in one column; see `csvRegression`. */
export const readCsvRegression = (file: string, options?: CsvOptions): CsvRegression =>
  csvRegression(readText(file), file, options);
