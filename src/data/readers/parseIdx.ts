import { DataFileError } from "../dataFileError.ts";
import type { IdxArray } from "./idxArray.ts";
import { parseIdxHeader } from "./parseIdxHeader.ts";

/** The array in an IDX file. Throws DataFileError if the file is anything but exactly that. */
export function parseIdx(bytes: Uint8Array, file: string): IdxArray {
  const { shape, start, length } = parseIdxHeader(bytes, file);
  if (bytes.length !== length) throw new DataFileError(file, `${length} bytes for [${shape}]`, `${bytes.length}`);
  return { shape, values: bytes.subarray(start) };
}
