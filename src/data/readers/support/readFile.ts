/** @file Reads the bytes and the text of a data file. Needs Node, unlike the parsers, which also run in browsers. */
import { constants } from "node:buffer";
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

/**
 * Returns the text of a file in UTF-8. Throws DataFileError for other bytes: replaced by a mark, two different class
 * names could become equal. `most` is the longest string of the engine, about 512 MiB.
 */
export function readText(file: string, most = constants.MAX_STRING_LENGTH): string {
  const bytes = readBytes(file, most);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    const [before] = new TextDecoder().decode(bytes).split("\uFFFD", 1);
    const line = before.split("\n").length;
    throw new DataFileError(`${file}:${line}`, "text in UTF-8", "other bytes", "save it as UTF-8");
  }
}
