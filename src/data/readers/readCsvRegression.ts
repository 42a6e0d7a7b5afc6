import type { RegressionDataset } from "../dataset.ts";
import { csvRegression } from "./csvRegression.ts";
import type { CsvOptions } from "./csvTable.ts";
import { readText } from "./files.ts";

/** A CSV file with a number to predict in one column, see csvRegression. */
export const readCsvRegression = (file: string, options?: CsvOptions): RegressionDataset =>
  csvRegression(readText(file), file, options);
