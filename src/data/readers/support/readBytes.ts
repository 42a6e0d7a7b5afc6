/** @file Reads the bytes of a data file. Needs Node, unlike the parsers, which also run in browsers. */
import { readFileSync, statSync } from "node:fs";
import { diskProblem } from "../../../check/diskProblem.ts";
import { fileKind } from "../../../check/fileKind.ts";
import { DataFileError } from "../../dataFileError.ts";

/** Returns the bytes of a regular file. Throws DataFileError for a longer file than `most`, before it is read. */
export function readBytes(file: string, most = Number.POSITIVE_INFINITY): Buffer {
  try {
    const stats = statSync(file);
    if (!stats.isFile()) throw new DataFileError(file, "a regular file", fileKind(stats));
    if (stats.size > most) throw new DataFileError(file, `at most ${most} bytes`, `${stats.size}`, "split the file");
    return readFileSync(file);
  } catch (error) {
    if (error instanceof DataFileError) throw error;
    throw new DataFileError(file, "a readable file", diskProblem(error));
  }
}
