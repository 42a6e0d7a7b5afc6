/** @file Whole texts from bytes. Needs Node. */
import { decoded } from "./decoded.ts";
import { fileSource } from "./fileSource.ts";
import { gunzip, isGzip, mostInflated } from "./gunzip.ts";

/** Returns the text in bytes in UTF-8, gzipped or not. Throws DataFileError for other bytes. */
export function textIn(bytes: Uint8Array, file: string): string {
  const pieces = isGzip(bytes) ? gunzip([bytes], file, mostInflated(bytes.length)) : [bytes];
  return [...decoded(pieces, file)].join("");
}

/** Returns the text of a file in UTF-8, gzipped or not. Throws DataFileError for other bytes. */
export const textOfFile = (file: string): string => [...fileSource(file).pieces()].join("");
