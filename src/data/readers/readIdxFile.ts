import type { IdxArray } from "./idxArray.ts";
import { parseAnyIdx } from "./parseAnyIdx.ts";
import { readDataFile } from "./support/readDataFile.ts";

/**
 * Reads an IDX file, gzipped or not. A gzipped one is inflated only to the length in its header: at most 16 times the
 * file's length, or 16 MB.
 */
export const readIdxFile = (file: string): IdxArray => parseAnyIdx(readDataFile(file), file);
