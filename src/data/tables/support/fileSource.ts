/** @file Text files in pieces. Needs Node. */
import { closeSync, openSync, readSync, statSync } from "node:fs";
import { diskProblem } from "../../../check/diskProblem.ts";
import { fileKind } from "../../../check/fileKind.ts";
import { DataFileError } from "../../dataFileError.ts";
import { decoded } from "./decoded.ts";
import { gunzip, isGzip, mostInflated } from "./gunzip.ts";
import type { Source } from "./recognise.ts";

/** With 1 MiB reading takes 1.15 times the CPU seconds: more cells survive a collection of garbage. */
const pieceLength = 2 ** 17;

/** A text file, gzipped or not, as pieces of at most 128 KiB. */
export function fileSource(file: string): Source {
  let zipped: boolean | undefined;
  return {
    file,
    pieces() {
      const length = fileLength(file);
      zipped ??= isZipped(file);
      return decoded(zipped ? gunzip(bytesOf(file), file, mostInflated(length)) : bytesOf(file), file);
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
  for (const bytes of bytesOf(file)) return isGzip(bytes);
  return false;
}

function* bytesOf(file: string): Generator<Uint8Array, void> {
  const descriptor = inWords(file, () => openSync(file, "r"));
  try {
    for (;;) {
      const buffer = new Uint8Array(pieceLength);
      const read = inWords(file, () => readSync(descriptor, buffer));
      if (read === 0) return;
      yield buffer.subarray(0, read);
    }
  } finally {
    closeSync(descriptor);
  }
}

function inWords<T>(file: string, run: () => T): T {
  try {
    return run();
  } catch (error) {
    throw new DataFileError(file, "a readable file", diskProblem(error));
  }
}
