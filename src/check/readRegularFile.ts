/** @file Reads files. Needs Node. */
import { readFileSync, statSync } from "node:fs";
import { diskProblem } from "./diskProblem.ts";
import { fileKind } from "./fileKind.ts";

/** Makes the error of a caller. */
export type FileError = (needed: string, found: string, fix?: string) => Error;

/**
 * Returns the bytes of a regular file: not of a pipe, which could wait forever, nor of a device, which may never end.
 * Throws the error that `wrong` makes; for a longer file than `most`, before it is read.
 */
export function readRegularFile(path: string, wrong: FileError, most = Number.POSITIVE_INFINITY): Buffer {
  const inWords = <T>(read: () => T): T => {
    try {
      return read();
    } catch (error) {
      throw wrong("a readable file", diskProblem(error));
    }
  };
  const stats = inWords(() => statSync(path));
  if (!stats.isFile()) throw wrong("a regular file", fileKind(stats));
  if (stats.size > most) throw wrong(`at most ${most} bytes`, `${stats.size}`, "split the file");
  return inWords(() => readFileSync(path));
}
