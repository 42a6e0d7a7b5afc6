import type { IdxArray } from "./idxArray.ts";
import { parseAnyIdx } from "./parseAnyIdx.ts";
import { readBytes } from "./support/readFile.ts";

/**
 * An IDX file, gzipped or not. A gzipped one is inflated to the length that its header promises and no further, which may
 * be 16 times its own, or 16 MB.
 */
export const readIdxFile = (file: string): IdxArray => parseAnyIdx(readBytes(file), file);
