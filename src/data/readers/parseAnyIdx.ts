import { constants, gunzipSync } from "node:zlib";
import { DataFileError } from "../dataFileError.ts";
import type { IdxArray } from "./idxArray.ts";
import { parseIdx } from "./parseIdx.ts";
import { parseIdxHeader } from "./parseIdxHeader.ts";

/** Returns the array in the bytes of an IDX file, gzipped or not. */
export function parseAnyIdx(bytes: Uint8Array, file: string): IdxArray {
  const zipped = bytes[0] === 0x1f && bytes[1] === 0x8b;
  return parseIdx(zipped ? inflate(bytes, file) : bytes, file);
}

/** The largest length after inflating. MNIST's files become 2 to 5 times as long, a file of zeros 1,032 times. */
const mostInflated = (length: number): number => Math.max(2 ** 24, 16 * length);

function inflate(bytes: Uint8Array, file: string): Uint8Array {
  const start = gunzip(bytes.subarray(0, 1024), file, { finishFlush: constants.Z_SYNC_FLUSH });
  const { length, shape } = parseIdxHeader(start, file);
  const most = mostInflated(bytes.length);
  if (length > most)
    throw new DataFileError(file, `a header that promises at most ${most} bytes in ${bytes.length}`, `[${shape}]`);
  return gunzip(bytes, file, { maxOutputLength: length }, `${length} bytes for [${shape}]`);
}

function gunzip(bytes: Uint8Array, file: string, options: object, expected = "gzip data"): Uint8Array {
  try {
    return gunzipSync(bytes, options);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new DataFileError(file, expected, code === "ERR_BUFFER_TOO_LARGE" ? "more" : `damage: ${message}`);
  }
}
