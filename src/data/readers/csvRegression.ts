import { checkOptions } from "../../check/checkOptions.ts";
import type { RegressionDataset } from "../dataset.ts";
import { regressionDataset } from "../regressionDataset.ts";
import { aNumber, type CsvOptions, mostRows, readTable, toNumber } from "./csvTable.ts";

/** Rows with a number to predict: `inputs` [n, columns − 1], `targets` [n, 1]. */
export function csvRegression(text: string, file = "CSV", options: CsvOptions = {}): RegressionDataset {
  checkOptions("csvRegression", options, ["header", "target"]);
  const targets = new Float32Array(mostRows(text));
  const { inputs, shape } = readTable(text, file, options, (row, cell, wrong) => {
    const value = toNumber(cell);
    if (value === null) throw wrong(aNumber);
    targets[row] = value;
  });
  return regressionDataset(file, inputs, shape, targets.slice(0, shape[0]), [shape[0], 1]);
}
