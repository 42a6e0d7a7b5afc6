import { NdArray } from "../../array/ndArray.ts";
import { checkOptions } from "../../check/checkOptions.ts";
import { thousands } from "../../check/counted.ts";
import { describeValue } from "../../check/describeValue.ts";
import { excerpt } from "../../check/excerpt.ts";
import { DataFileError } from "../dataFileError.ts";
import type { Dataset, Examples } from "../dataset.ts";
import type { ColumnKind, Table } from "../tables/table.ts";
import { chooseFeatures } from "./support/chooseFeatures.ts";
import { type Encoding, encodeNumbers, encodeTexts, inputNames, type RowIndices } from "./support/encoding.ts";
import { asNumbers, asTexts, findColumn } from "./support/findColumns.ts";
import { inferTask, type TaskKind, tasks } from "./support/inferTask.ts";
import { readPreprocessing } from "./support/readPreprocessing.ts";
import { type Row, tableOfRows } from "./support/tableOfRows.ts";
import { allRows, fitClasses, fitNumbers, labelsOf, presentRows, type Target } from "./support/target.ts";

export interface FitOptions {
  /** The column to predict. Default: the last. */
  target?: string;
  /** Default: classification for texts and for a few different whole numbers, else regression. */
  task?: TaskKind;
  /** The columns to predict from. Default: all that can help, see `ignored`. */
  features?: readonly string[];
  /** Columns to leave out. */
  ignore?: readonly string[];
  /** Indices of the training rows, the only ones that means, levels and constants are taken from. Default: all. */
  rows?: ArrayLike<number>;
}

/** A column that is not used, and why. */
export interface IgnoredColumn {
  readonly name: string;
  readonly reason: string;
}

/** The plain JSON of a `Preprocessing`. */
export interface PreprocessingJson {
  readonly features: readonly Encoding[];
  readonly target: Target;
  readonly ignored: readonly IgnoredColumn[];
}

/**
 * Makes inputs of a model from the columns of a table, the same way for training and for prediction.
 *
 *     number, date:  x′ = (x − μ) / σ        missing: 0
 *     text:          one input per level, and one for all others; missing: the most frequent level
 *
 * A column with missing cells has one more input that marks them. Constants, ids and texts that differ in most rows
 * are left out. Everything is fitted to the training rows only, and saved with the model by `toJSON`.
 *
 * @example Preprocessing.fit(parseTable("x,kind,y\n1,a,0.5\n3,b,1.5\n,a,2.5")).inputNames
 * // ["x", "x is missing", "kind=a", "kind=b"]
 */
export class Preprocessing {
  /** The columns used, with their encodings in the order of the inputs. */
  readonly features: readonly Encoding[];
  readonly target: Target;
  readonly ignored: readonly IgnoredColumn[];

  private constructor({ features, target, ignored }: PreprocessingJson) {
    this.features = features;
    this.target = target;
    this.ignored = ignored;
  }

  /** Fits encodings to a table. Throws DataFileError for columns that it lacks, and without a feature. */
  static fit(table: Table, options: FitOptions = {}): Preprocessing {
    checkOptions("Preprocessing.fit", options, ["target", "task", "features", "ignore", "rows"]);
    const { task: given } = options;
    if (given !== undefined && !tasks.includes(given))
      throw new RangeError(
        `Preprocessing.fit: task must be "classification" or "regression", got ${describeValue(given)}`,
      );
    const { file, columns } = table;
    const column = findColumn(table, options.target ?? columns[columns.length - 1].name);
    const rows = presentRows(column, options.rows ?? allRows(table.rows));
    if (rows.length === 0) throw new DataFileError(file, `a value in column "${column.name}"`, "missing cells only");
    const isClass = (given ?? inferTask(column, rows)) === "classification";
    const target = isClass ? fitClasses(file, column) : fitNumbers(file, column, rows);
    return new Preprocessing({ ...chooseFeatures(table, column, options, rows), target });
  }

  /** Restores what `toJSON()` returned. Throws DataFileError for anything else. */
  static fromJSON(json: unknown, file = "preprocessing"): Preprocessing {
    return new Preprocessing(readPreprocessing(json, file));
  }

  toJSON(): PreprocessingJson {
    const { features, target, ignored } = this;
    return { features, target, ignored };
  }

  /** The names of the inputs: `Age`, `Age is missing`, `Sex=female`, `Sex=other`, … */
  get inputNames(): string[] {
    return this.features.flatMap(inputNames);
  }

  /** The classes in the order of the labels; null for regression. */
  get classNames(): readonly string[] | null {
    return this.target.task === "classification" ? this.target.classNames : null;
  }

  /** The kinds of the columns, for reading another table in the same way: `readTable(file, { kinds })`. */
  get kinds(): Readonly<Record<string, ColumnKind>> {
    return Object.fromEntries([...this.features, this.target].map(({ name, kind }) => [name, kind]));
  }

  /**
   * Returns the inputs of rows.   → [rows, inputs] in Float32
   *
   * Takes a table, or rows as objects. Columns are found by name, in any order; others are not used. Throws
   * DataFileError for a missing column and for a value of another kind. A text that is new has the input "other".
   */
  transform(data: Table | readonly Row[], indices?: RowIndices): NdArray {
    const table = this.asTable(data);
    const rows = indices ?? allRows(table.rows);
    const width = this.inputNames.length;
    const values = new Float32Array(rows.length * width);
    let start = 0;
    for (const feature of this.features) {
      const column = findColumn(table, feature.name);
      const place = { values, width, start };
      if (feature.kind === "text") encodeTexts(feature, asTexts(column), rows, place);
      else encodeNumbers(feature, asNumbers(table.file, column, feature.kind), rows, place);
      start += inputNames(feature).length;
    }
    return new NdArray(values, [rows.length, width]);
  }

  /** Returns the inputs of rows with their labels or standardized targets. Rows without a target are left out. */
  examples(data: Table | readonly Row[], indices?: RowIndices): Examples {
    const table = this.asTable(data);
    const { target } = this;
    const column = findColumn(table, target.name);
    const rows = presentRows(column, indices ?? allRows(table.rows));
    if (rows.length === 0)
      throw new DataFileError(table.file, `a value in column ${excerpt(target.name)}`, "missing cells only");
    const inputs = this.transform(table, rows);
    if (target.task === "classification") {
      const labels = labelsOf(table.file, target, column, rows);
      return { inputs, labels, classes: target.classNames.length } satisfies Dataset;
    }
    const { values } = asNumbers(table.file, column, target.kind === "text" ? "number" : target.kind);
    const targets = Float32Array.from(rows, (row) => (values[row] - target.mean) / target.deviation);
    return { inputs, targets: new NdArray(targets, [rows.length, 1]) };
  }

  /** Returns standardized predictions in the target's own units: y = μ + σ y′. Throws for classes. */
  invert(predictions: ArrayLike<number>): Float64Array {
    const { target } = this;
    if (target.task === "classification")
      throw new RangeError(`Preprocessing.invert: the target must be a number, got the classes of "${target.name}"`);
    return Float64Array.from(predictions, (y) => target.mean + target.deviation * y);
  }

  /** Says what is predicted from what, one line each. */
  get notes(): string[] {
    const { target, ignored, features } = this;
    const texts = features.filter(({ kind }) => kind === "text").map((one) => `${one.name} ${inputNames(one).length}`);
    return [
      target.task === "classification"
        ? `target ${target.name}: ${thousands(target.classNames.length)} classes (classification)`
        : `target ${target.name}: a number (regression)`,
      ...ignored.map(({ name, reason }) => `${name} is not used: ${reason}`),
      ...(texts.length > 0 ? [`one-hot inputs: ${texts.join(", ")}`] : []),
    ];
  }

  private asTable(data: Table | readonly Row[]): Table {
    return Array.isArray(data) ? tableOfRows(data, this.kinds) : (data as Table);
  }
}
