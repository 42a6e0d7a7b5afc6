import { checkOptions } from "../../check/checkOptions.ts";
import { regressionDataset } from "../regressionDataset.ts";
import { aNumber, type CsvOptions, type CsvRegression, mostRows, readTable, toNumber } from "./support/csvTable.ts";

/**
 * Reads a table whose target is a number.
 *
 *     inputs: [n, columns − 1]      targets: [n, 1]      both in Float64; `standardize` makes Float32 of the inputs
 *
 * Give a test file `columns` and `target: targetName` of its training file: then both have the same order.
 * Throws DataFileError with file, line and column.
 *
 * @example csvRegression("x,y\n1,10\n2,20", "f.csv").targets.data // [10, 20]
 */
export function csvRegression(text: string, file = "CSV", options: CsvOptions = {}): CsvRegression {
  checkOptions("csvRegression", options, ["header", "target", "columns"]);
  const targets = new Float64Array(mostRows(text));
  const { inputs, shape, columns, targetName } = readTable(text, file, options, (row, cell, wrong) => {
    const value = toNumber(cell);
    if (value === null) throw wrong(aNumber);
    targets[row] = value;
  });
  const data = regressionDataset(file, inputs, shape, targets.slice(0, shape[0]), [shape[0], 1]);
  return { ...data, columns, targetName };
}
