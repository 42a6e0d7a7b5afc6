import { DataFileError } from "../dataFileError.ts";
import type { IdxArray } from "./idxArray.ts";
import { parseIdxHeader } from "./parseIdxHeader.ts";
import { idxTypes } from "./support/idxTypes.ts";

/**
 * Returns the array in the bytes of an IDX file: unsigned or signed bytes, short, int, float or double.
 * Throws DataFileError unless the file is exactly right.
 */
export function parseIdx(bytes: Uint8Array, file: string): IdxArray {
  const { shape, type, start, length } = parseIdxHeader(bytes, file);
  if (bytes.length !== length) throw new DataFileError(file, `${length} bytes for [${shape}]`, `${bytes.length}`);
  const view = new DataView(bytes.buffer as ArrayBuffer, bytes.byteOffset + start, length - start);
  const size = shape.reduce((product, n) => product * n, 1);
  return { shape, values: (idxTypes.get(type) as NonNullable<ReturnType<typeof idxTypes.get>>).read(view, size) };
}
