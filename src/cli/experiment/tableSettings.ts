/** @file The flags about tables, and the files that they read. */
import { excerpt } from "../../check/excerpt.ts";
import type { TaskKind } from "../../data/preprocessing/support/inferTask.ts";
import { readTable } from "../../data/readers/readTable.ts";
import { TableError } from "../../data/tables/support/tableError.ts";
import type { ColumnKind, Table } from "../../data/tables/table.ts";
import type { TableOptions } from "../../data/tables/tableOptions.ts";
import { choiceFlag, textFlag, type Values } from "../flags/flags.ts";
import { UsageError } from "../flags/usageError.ts";

/** How to read a table and what to predict; null for what is recognised. */
export interface TableSettings {
  target: string | null;
  task: TaskKind | null;
  features: readonly string[] | null;
  ignore: readonly string[] | null;
  categorical: readonly string[] | null;
  separator: string | null;
  decimal: "." | "," | null;
  header: boolean | null;
  missing: readonly string[] | null;
}

export function readTableSettings(values: Values): TableSettings {
  return {
    target: textFlag(values, "target"),
    task:
      values.task === undefined
        ? null
        : choiceFlag<TaskKind>(values, "task", "classification", ["classification", "regression"]),
    features: list(values, "features"),
    ignore: list(values, "ignore"),
    categorical: list(values, "categorical"),
    separator: readSeparator(values),
    decimal: readDecimal(values),
    header: readHeader(values),
    missing: list(values, "missing"),
  };
}

const list = (values: Values, name: string): string[] | null =>
  textFlag(values, name)
    ?.split(",")
    .map((text) => text.trim()) ?? null;

const separators: Readonly<Record<string, string>> = {
  comma: ",",
  semicolon: ";",
  tab: "\t",
  "\\t": "\t",
  pipe: "|",
  space: " ",
};

function readSeparator(values: Values): string | null {
  const given = textFlag(values, "separator");
  if (given === null) return null;
  const separator = separators[given] ?? given;
  if (/^[^"\r\n]$/.test(separator)) return separator;
  throw new UsageError(
    `--separator must be ${Object.keys(separators)
      .filter((name) => name !== "\\t")
      .join(", ")} or one character, got ${excerpt(given)}`,
  );
}

function readDecimal(values: Values): "." | "," | null {
  const given = textFlag(values, "decimal");
  if (given === null) return null;
  if (given === "." || given === "point") return ".";
  if (given === "," || given === "comma") return ",";
  throw new UsageError(`--decimal must be point or comma, got ${excerpt(given)}`);
}

function readHeader(values: Values): boolean | null {
  if (values.header && values["no-header"])
    throw new UsageError("--header and --no-header contradict each other; give one of them");
  return values.header ? true : values["no-header"] ? false : null;
}

/** Reads a table with the flags. `kinds` are those of the columns of another file, which is read in the same way. */
export function readTableFile(
  file: string,
  settings: TableSettings,
  kinds: Readonly<Record<string, ColumnKind>> = {},
  command: "train" | "predict" = "train",
): Table {
  const { categorical, target, task } = settings;
  const texts = Object.fromEntries((categorical ?? []).map((name) => [name, "text" as const]));
  const number = task === "regression" && target !== null && { [target]: "number" as const };
  const options = readingOptions(settings, { ...number, ...texts, ...kinds });
  const table = inFlags(() => readTable(file, options), command);
  const unknown = categorical?.find((name) => !table.columns.some((column) => column.name === name));
  if (unknown !== undefined) throw new UsageError(`--categorical: ${file} has no column ${excerpt(unknown)}`);
  return table;
}

/** Returns the options of readTable and parseTable that the flags give. */
export function readingOptions(
  { separator, decimal, header, missing }: TableSettings,
  kinds: Readonly<Record<string, ColumnKind>>,
): TableOptions {
  return {
    ...(separator !== null && { separator }),
    ...(decimal !== null && { decimal }),
    ...(header !== null && { header }),
    ...(missing !== null && { missing }),
    kinds,
  };
}

/** Names the flags where an error of the library names its options: --categorical is for training. */
export function inFlags<T>(read: () => T, command: "train" | "predict" = "train"): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof TableError)) throw error;
    throw new UsageError(
      `${error.place}: needs ${error.needed}, got ${error.found}; ${command === "train" ? error.flags : error.flags.replace(/ or --categorical .*$/s, "")}`,
    );
  }
}
