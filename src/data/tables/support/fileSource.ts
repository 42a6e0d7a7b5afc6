/** @file Text files in pieces. Needs Node. */
import { closeSync, openSync, readSync, statSync } from "node:fs";
import { diskProblem } from "../../../check/diskProblem.ts";
import { fileKind } from "../../../check/fileKind.ts";
import { DataFileError } from "../../dataFileError.ts";
import { gunzip } from "./gunzip.ts";
import type { Source } from "./recognise.ts";

/** Longer pieces are no faster: their cells outlive the young generation of the garbage collector. */
const pieceLength = 2 ** 17;

/** Becomes about ten times as long. */
const zippedPiece = 2 ** 14;

/** Text shrinks to about a tenth, the same row again and again to a thousandth. */
const mostInflated = (length: number): number => Math.max(2 ** 26, 100 * length);

/** A text file, gzipped or not, as pieces of at most 128 KiB. */
export function fileSource(file: string): Source {
  let zipped: boolean | undefined;
  return {
    file,
    pieces() {
      const length = fileLength(file);
      zipped ??= isZipped(file);
      return decoded(zipped ? gunzip(bytesOf(file, zippedPiece), file, mostInflated(length)) : bytesOf(file), file);
    },
  };
}

/** Returns the length of a regular file. */
function fileLength(file: string): number {
  const stats = inWords(file, () => statSync(file));
  if (!stats.isFile()) throw new DataFileError(file, "a regular file", fileKind(stats));
  return stats.size;
}

function isZipped(file: string): boolean {
  for (const [first, second] of bytesOf(file)) return first === 0x1f && second === 0x8b;
  return false;
}

function* bytesOf(file: string, length = pieceLength): Generator<Uint8Array, void> {
  const descriptor = inWords(file, () => openSync(file, "r"));
  try {
    for (;;) {
      const buffer = new Uint8Array(length);
      const read = inWords(file, () => readSync(descriptor, buffer));
      if (read === 0) return;
      yield buffer.subarray(0, read);
    }
  } finally {
    closeSync(descriptor);
  }
}

/**
 * Decodes UTF-8. Throws DataFileError for other bytes: replaced by a mark, two different class names could become
 * equal.
 */
function* decoded(pieces: Iterable<Uint8Array>, file: string): Generator<string, void> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let lines = 0;
  for (const bytes of pieces) {
    const text = orNull(() => decoder.decode(bytes, { stream: true }));
    if (text === null) throw encodingError(file, lines, bytes);
    for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) lines++;
    yield text;
  }
  if (orNull(() => decoder.decode()) === null)
    throw new DataFileError(`${file}:${lines + 1}`, "text in UTF-8", "an end in the middle of a character");
}

function orNull<T>(run: () => T): T | null {
  try {
    return run();
  } catch {
    return null;
  }
}

function encodingError(file: string, lines: number, bytes: Uint8Array): DataFileError {
  const [before] = new TextDecoder().decode(bytes).split("\uFFFD", 1);
  const line = lines + before.split("\n").length;
  const found =
    (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff) ? "UTF-16" : "other bytes";
  return new DataFileError(`${file}:${line}`, "text in UTF-8", found, "save it as UTF-8");
}

function inWords<T>(file: string, run: () => T): T {
  try {
    return run();
  } catch (error) {
    throw new DataFileError(file, "a readable file", diskProblem(error));
  }
}
