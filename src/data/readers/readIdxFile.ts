import type { IdxArray } from "./idxArray.ts";
import { parseAnyIdx } from "./parseAnyIdx.ts";
import { readDataFile } from "./support/readDataFile.ts";

/**
 * Reads an IDX file, gzipped or not. Inflates a gzipped one only to the length in its header, which may be at most 16
 * times the file's length, or 16 MB.
 */
export const readIdxFile = (file: string): IdxArray => parseAnyIdx(readDataFile(file), file);
