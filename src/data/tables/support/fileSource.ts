/** @file Text files in pieces. Needs Node. */
import { closeSync, openSync, readSync, statSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { diskProblem } from "../../../check/diskProblem.ts";
import { fileKind } from "../../../check/fileKind.ts";
import { DataFileError } from "../../dataFileError.ts";
import { readBytes } from "../../readers/support/readBytes.ts";
import type { Source } from "./recognise.ts";

const pieceLength = 2 ** 20;

/** Text shrinks to about a tenth, the same row again and again to a thousandth. */
const mostInflated = (length: number): number => Math.max(2 ** 26, 100 * length);

/** A text file, gzipped or not, as pieces of at most 1 MiB. */
export function fileSource(file: string): Source {
  let zipped: boolean | undefined;
  let inflated: Uint8Array | undefined;
  return {
    file,
    pieces() {
      checkFile(file);
      zipped ??= isZipped(file);
      if (!zipped) return decoded(bytesOf(file), file);
      inflated ??= inflate(file);
      return decoded(slices(inflated), file);
    },
  };
}

function checkFile(file: string): void {
  const stats = inWords(file, () => statSync(file));
  if (!stats.isFile()) throw new DataFileError(file, "a regular file", fileKind(stats));
}

function isZipped(file: string): boolean {
  for (const [first, second] of bytesOf(file)) return first === 0x1f && second === 0x8b;
  return false;
}

function inflate(file: string): Uint8Array {
  const bytes = readBytes(file);
  const most = mostInflated(bytes.length);
  try {
    return gunzipSync(bytes, { maxOutputLength: most });
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const isLong = code === "ERR_BUFFER_TOO_LARGE";
    throw new DataFileError(
      file,
      isLong ? `at most ${most} bytes after inflating` : "gzip data",
      isLong ? "more" : `damage: ${message}`,
      isLong ? "inflate the file first" : "",
    );
  }
}

function* bytesOf(file: string): Generator<Uint8Array, void> {
  const descriptor = inWords(file, () => openSync(file, "r"));
  try {
    for (;;) {
      const buffer = new Uint8Array(pieceLength);
      const length = inWords(file, () => readSync(descriptor, buffer));
      if (length === 0) return;
      yield buffer.subarray(0, length);
    }
  } finally {
    closeSync(descriptor);
  }
}

function* slices(bytes: Uint8Array): Generator<Uint8Array, void> {
  for (let at = 0; at < bytes.length; at += pieceLength) yield bytes.subarray(at, at + pieceLength);
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
