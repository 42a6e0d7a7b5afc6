import { checkOptions } from "../../check/checkOptions.ts";
import { dataset } from "../dataset.ts";
import { type CsvDataset, type CsvOptions, mostRows, readTable, toNumber } from "./support/csvTable.ts";

/** More classes are a column of numbers, or of names. */
const mostClasses = 2 ** 16;

/**
 * Reads a table whose target is a class; any text is a class name.
 *
 *     inputs: [n, columns − 1] in Float64; `standardize` makes Float32 of them      labels: [n]
 *
 * Classes are numbered in the order of `classNames`: the given ones, else those found, sorted. Give a test file
 * `classNames`, `columns` and `target: targetName` of its training file: then both have the same numbers and order.
 * Throws DataFileError with file, line and column.
 *
 * @example csvDataset("x,y,kind\n0,1,cat\n1,0,dog", "pets.csv").classNames // ["cat", "dog"]
 */
export function csvDataset(
  text: string,
  file = "CSV",
  options: CsvOptions & { classNames?: readonly string[] } = {},
): CsvDataset {
  checkOptions("csvDataset", options, ["header", "target", "columns", "classNames"]);
  const known = options.classNames && new Set(options.classNames);
  /** Every class found, numbered in the order of appearance. */
  const found = new Map<string, number>();
  const numbers = new Int32Array(mostRows(text));
  const table = readTable(text, file, options, (row, name, wrong) => {
    const isClass = name !== "" && (known?.has(name) ?? true);
    if (!isClass) throw wrong(`one of ${options.classNames ?? "the class names"}`);
    const number = found.get(name) ?? found.size;
    if (number === mostClasses) throw wrong(`one of at most ${mostClasses} classes`, "is it a number to predict?");
    found.set(name, number);
    numbers[row] = number;
  });
  const classNames = options.classNames ?? sorted(found.keys());
  const places = new Map(classNames.map((name, label) => [name, label]));
  const labelOf = Array.from(found.keys(), (name) => places.get(name) as number);
  const { inputs, shape, columns, targetName } = table;
  const labels = numbers.subarray(0, shape[0]).map((number) => labelOf[number]);
  return { ...dataset(file, inputs, shape, labels, classNames.length), classNames, columns, targetName };
}

/** Sorts by size if all names are numbers, else by letter. */
function sorted(names: Iterable<string>): string[] {
  const list = [...names].sort();
  return list.every((name) => toNumber(name) !== null) ? list.sort((a, b) => Number(a) - Number(b)) : list;
}
