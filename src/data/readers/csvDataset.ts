import { checkOptions } from "../../check/checkOptions.ts";
import { dataset } from "../dataset.ts";
import { type CsvDataset, type CsvOptions, mostRows, readTable, toNumber } from "./csvTable.ts";

/** More are a column of numbers, or of names, taken for classes. */
const mostClasses = 2 ** 16;

/**
 * Rows with a class: `inputs` [n, columns − 1], and any text as class name. Classes are numbered in the order of
 * `classNames`: those given (so that a test file numbers them as its training file did), else those found, sorted.
 *
 * @example csvDataset("x,y,kind\n0,1,cat\n1,0,dog", "pets.csv").classNames // ["cat", "dog"]
 */
export function csvDataset(
  text: string,
  file = "CSV",
  options: CsvOptions & { classNames?: readonly string[] } = {},
): CsvDataset {
  checkOptions("csvDataset", options, ["header", "target", "classNames"]);
  const known = options.classNames && new Set(options.classNames);
  /** Every class found, numbered as they come. */
  const found = new Map<string, number>();
  const numbers = new Int32Array(mostRows(text));
  const table = readTable(text, file, options, (row, name, wrong) => {
    const isClass = name !== "" && (known?.has(name) ?? true);
    if (!isClass) throw wrong(`one of ${options.classNames ?? "the class names"}`);
    const number = found.get(name) ?? found.size;
    if (number === mostClasses) throw wrong(`one of at most ${mostClasses} classes; is it a number to predict?`);
    found.set(name, number);
    numbers[row] = number;
  });
  const classNames = options.classNames ?? sorted(found.keys());
  const places = new Map(classNames.map((name, label) => [name, label]));
  const labelOf = Array.from(found.keys(), (name) => places.get(name) as number);
  const labels = numbers.subarray(0, table.shape[0]).map((number) => labelOf[number]);
  return { ...dataset(file, table.inputs, table.shape, labels, classNames.length), classNames };
}

/** As numbers if all are, else as text. */
function sorted(names: Iterable<string>): string[] {
  const list = [...names].sort();
  return list.every((name) => toNumber(name) !== null) ? list.sort((a, b) => Number(a) - Number(b)) : list;
}
