/** @file Reads a recorded path from JSON, CSV or npz. */
import { excerpt } from "../../check/excerpt.ts";
import { isRecord } from "../../check/isRecord.ts";
import { toNumber } from "../../check/toNumber.ts";
import { readFormatFile } from "../../checkpoint/files/support/readFormatFile.ts";
import { decodeNpz } from "../../checkpoint/formats/decodeNpz.ts";
import { type CsvRow, csvRows } from "../../data/tables/support/csvRows.ts";
import type { Recording, Snapshot, Values } from "../../testing/identify/support/readRecording.ts";
import { UsageError } from "../flags/usageError.ts";

/** Reads a recording. Throws a UsageError or FileFormatError that names the layout. */
export function readRecordingFile(file: string): Recording {
  const bytes = readFormatFile(file);
  if (/\.npz$/i.test(file)) return fromArrays(file, bytes);
  const text = new TextDecoder().decode(bytes).replace(/^\ufeff/, "");
  if (/\.csv$/i.test(file)) return fromTable(file, text);
  if (/\.json$/i.test(file)) return fromJson(file, text);
  throw new UsageError(`identify: FILE must end in .json, .csv or .npz, got ${excerpt(file)}; see --help for layouts`);
}

const wrong = (file: string, problem: string): UsageError =>
  new UsageError(`${file}: ${problem}; see downhill identify --help for the layout`);

function fromJson(file: string, text: string): Recording {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw wrong(file, `must be JSON, got ${excerpt((error as Error).message)}`);
  }
  if (!isRecord(value)) throw wrong(file, "must be an object with theta and gradients");
  const names = Object.keys(value);
  if (!("theta" in value && "gradients" in value))
    throw wrong(file, `must have theta and gradients, got ${names.slice(0, 10).map(excerpt).join(", ") || "nothing"}`);
  return { theta: value.theta as Snapshot[], gradients: value.gradients as Snapshot[] };
}

/** The tensors of a step by name, or the one without a name. */
const snapshotOf = (tensors: ReadonlyMap<string, Values>): Snapshot =>
  tensors.size === 1 && tensors.has("") ? (tensors.get("") as Values) : Object.fromEntries(tensors);

function fromArrays(file: string, bytes: Uint8Array): Recording {
  const arrays = decodeNpz(bytes, file);
  const read = (kind: "theta" | "gradients"): Snapshot[] => {
    const members = [...arrays].filter(([name]) => name === kind || name.startsWith(`${kind}.`));
    if (members.length === 0)
      throw wrong(file, `must have an array ${kind}, got ${[...arrays.keys()].slice(0, 10).map(excerpt).join(", ")}`);
    const counts = members.map(([, { shape }]) => shape[0] ?? 0);
    const odd = counts.findIndex((count) => count !== counts[0]);
    if (odd >= 0) throw wrong(file, `${members[odd][0]} must have ${counts[0]} entries, got ${counts[odd]}`);
    return Array.from({ length: counts[0] }, (_, t) => {
      const tensors = members.map(([name, { data, shape }]): [string, Values] => {
        const size = data.length / counts[0];
        return [name.slice(kind.length + 1), { data: data.slice(t * size, (t + 1) * size), shape: shape.slice(1) }];
      });
      return snapshotOf(new Map(tensors));
    });
  };
  return { theta: read("theta"), gradients: read("gradients") };
}

function fromTable(file: string, text: string): Recording {
  const [{ cells: header } = { cells: [] }, ...rows] = [...csvRows([text], file, ",")]
    .map(({ line, cells }) => ({ line, cells: cells.map((cell) => cell.trim()) }))
    .filter(({ cells }) => cells.some((cell) => cell !== ""));
  const columns = (pattern: RegExp): Map<string, number> =>
    new Map(
      header.flatMap((name, at): [string, number][] => (pattern.test(name) ? [[name.replace(pattern, ""), at]] : [])),
    );
  const weights = columns(/^theta/);
  const slopes = columns(/^g(radients?)?(?=$|[.[_\d])/);
  const missing = [...weights.keys()].find((name) => !slopes.has(name));
  if (weights.size === 0) throw wrong(file, "must have a column that begins with theta");
  if (missing !== undefined) throw wrong(file, `must have a column g${missing} for theta${missing}`);
  const isEmpty = ({ cells }: CsvRow): boolean => [...slopes.values()].every((at) => (cells[at] ?? "") === "");
  const withGradient = rows.filter((row) => !isEmpty(row));
  if (rows.length > 0 && !isEmpty(rows[0]) && !isEmpty(rows[rows.length - 1]))
    throw wrong(file, "must have no gradient in the first row, or none in the last: T + 1 weights have T gradients");
  const cellsOf = ({ line, cells }: CsvRow, at: Iterable<number>): number[] =>
    Array.from(at, (column) => readCell(file, line, header[column], cells[column]));
  const order = [...weights.keys()].map((name) => slopes.get(name) as number);
  return {
    theta: rows.map((row) => cellsOf(row, weights.values())),
    gradients: withGradient.map((row) => cellsOf(row, order)),
  };
}

function readCell(file: string, line: number, column: string, cell: string | undefined): number {
  const value = toNumber(cell ?? "");
  if (!Number.isNaN(value)) return value;
  throw new UsageError(`${file}:${line}: ${column} must be a finite number, got ${excerpt(cell ?? "")}`);
}
