/** @file Encodings of columns as inputs of a model: plain data, and the loops that apply them. */
import type { NumberColumn, TextColumn } from "../../tables/table.ts";

/** A column of numbers: x′ = (x − mean) / deviation, and 0 where missing. */
export interface NumberEncoding {
  readonly name: string;
  readonly kind: NumberColumn["kind"];
  readonly mean: number;
  /** 0 for a constant: x′ is then 0. */
  readonly deviation: number;
  /** True: one more input is 1 where the cell is missing. */
  readonly indicator: boolean;
}

/** A column of texts: one input for each level, 1 for the level of the row and 0 for the others. */
export interface TextEncoding {
  readonly name: string;
  readonly kind: "text";
  readonly levels: readonly string[];
  /** The most frequent level, which stands for a missing cell. */
  readonly mode: string;
  /** True: one more input is 1 for texts that are not levels. Without it, all inputs of such a text are 0. */
  readonly other: boolean;
  /** True: one more input is 1 where the cell is missing. */
  readonly indicator: boolean;
}

export type Encoding = NumberEncoding | TextEncoding;

/** The names of the inputs that an encoding makes. */
export function inputNames(encoding: Encoding): string[] {
  const { name, kind, indicator } = encoding;
  const values = kind === "text" ? encoding.levels.map((level) => `${name}=${level}`) : [name];
  const other = kind === "text" && encoding.other ? [`${name}=other`] : [];
  return [...values, ...other, ...(indicator ? [`${name} is missing`] : [])];
}

/** Where the inputs of a column go: values[row · width + start + …]. */
export interface Place {
  values: Float32Array;
  width: number;
  start: number;
}

export type RowIndices = ArrayLike<number>;

/** Writes the inputs of a column of numbers. */
export function encodeNumbers(
  { mean, deviation, indicator }: NumberEncoding,
  { values }: NumberColumn,
  rows: RowIndices,
  { values: inputs, width, start }: Place,
): void {
  for (let i = 0; i < rows.length; i++) {
    const x = values[rows[i]];
    const isMissing = Number.isNaN(x);
    inputs[i * width + start] = isMissing || deviation === 0 ? 0 : (x - mean) / deviation;
    if (indicator) inputs[i * width + start + 1] = isMissing ? 1 : 0;
  }
}

/** Writes the inputs of a column of texts. */
export function encodeTexts(
  { levels, mode, other, indicator }: TextEncoding,
  { codes, texts }: TextColumn,
  rows: RowIndices,
  { values: inputs, width, start }: Place,
): void {
  const numbers = new Map(levels.map((level, number) => [level, number]));
  const rest = other ? levels.length : -1;
  const inputOf = texts.map((text) => numbers.get(text) ?? rest);
  const missing = numbers.get(mode) ?? -1;
  const last = start + levels.length + (other ? 1 : 0);
  for (let i = 0; i < rows.length; i++) {
    const code = codes[rows[i]];
    const input = code === -1 ? missing : (inputOf[code] ?? rest);
    if (input >= 0) inputs[i * width + start + input] = 1;
    if (indicator && code === -1) inputs[i * width + last] = 1;
  }
}
