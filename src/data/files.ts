/** @file Data sets from files. Needs Node, so index.ts leaves it out; everything else in this folder runs in browsers. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { constants, gunzipSync } from "node:zlib";
import { type CsvDataset, type CsvOptions, csvDataset, csvRegression } from "./csvDataset.ts";
import { DataFileError } from "./dataFileError.ts";
import type { Dataset, RegressionDataset } from "./dataset.ts";
import { type IdxArray, imageDataset, parseIdx, parseIdxHeader } from "./idx.ts";

/** A CSV file with a class in one column, see csvDataset. */
export const readCsvDataset = (file: string, options?: Parameters<typeof csvDataset>[2]): CsvDataset =>
  csvDataset(readText(file), file, options);

/** A CSV file with a number to predict in one column, see csvRegression. */
export const readCsvRegression = (file: string, options?: CsvOptions): RegressionDataset =>
  csvRegression(readText(file), file, options);

/**
 * An IDX file, gzipped or not. A gzipped one is inflated to the length that its header promises and no further, which may
 * be 16 times its own, or 16 MB.
 */
export const readIdxFile = (file: string): IdxArray => parseAnyIdx(readBytes(file), file);

/** The array in the bytes of an IDX file, gzipped or not. */
export function parseAnyIdx(bytes: Uint8Array, file: string): IdxArray {
  const zipped = bytes[0] === 0x1f && bytes[1] === 0x8b;
  return parseIdx(zipped ? inflate(bytes, file) : bytes, file);
}

function readBytes(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    throw new DataFileError(file, "a readable file", (error as Error).message);
  }
}

/** Not with a mark for every byte that is no UTF-8: two names that differ in those would be one class. */
function readText(file: string): string {
  const bytes = readBytes(file);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    const [before] = new TextDecoder().decode(bytes).split("\uFFFD", 1);
    const line = before.split("\n").length;
    throw new DataFileError(`${file}, line ${line}`, "text in UTF-8", "other bytes; save it as UTF-8");
  }
}

/** MNIST's files become 2 to 5 times as long, a file of zeros 1032 times. A small one may be any of these. */
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

export interface Mnist {
  train: Dataset | null;
  test: Dataset | null;
}

/** The MNIST files of a folder: `train-*` and `t10k-*`, each as `.gz` or not. Throws if neither pair is there. */
export function readMnist(folder: string): Mnist {
  const found = { train: readPair(folder, "train"), test: readPair(folder, "t10k") };
  if (found.train === null && found.test === null) {
    throw new DataFileError(
      folder,
      "train-images-idx3-ubyte and train-labels-idx1-ubyte, or t10k-images-idx3-ubyte and t10k-labels-idx1-ubyte, " +
        "each with or without .gz",
      "neither pair",
    );
  }
  return found;
}

function readPair(folder: string, prefix: string): Dataset | null {
  const images = existing(join(folder, `${prefix}-images-idx3-ubyte`));
  const labels = existing(join(folder, `${prefix}-labels-idx1-ubyte`));
  if (images === null && labels === null) return null;
  if (images === null || labels === null)
    throw new DataFileError(folder, `both images and labels of ${prefix}-*`, `only ${images ?? labels}`);
  return imageDataset(readIdxFile(images), images, readIdxFile(labels), labels);
}

const existing = (file: string): string | null => [file, `${file}.gz`].find((path) => existsSync(path)) ?? null;
