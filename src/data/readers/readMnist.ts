import { existsSync } from "node:fs";
import { join } from "node:path";
import { DataFileError } from "../dataFileError.ts";
import type { Dataset } from "../dataset.ts";
import type { IdxArray } from "./idxArray.ts";
import { imageDataset } from "./imageDataset.ts";
import { readIdxFile } from "./readIdxFile.ts";
import { classCount } from "./support/classCount.ts";

/** The two data sets of a folder. A missing pair of files is null. */
export interface Mnist {
  train: Dataset | null;
  test: Dataset | null;
}

/**
 * Reads the MNIST files of a folder: `train-*` and `t10k-*`, each with or without `.gz`. Fashion-MNIST, KMNIST and
 * EMNIST use the same names. Both data sets get the number of classes in their labels together, at least 10.
 * Throws DataFileError if both pairs are missing.
 */
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
  const classes = classCount(...[found.train, found.test].flatMap((pair) => pair?.labels ?? []));
  const make = (pair: Pair | null): Dataset | null =>
    pair && imageDataset(pair.images, pair.imagesFile, pair.labels, pair.labelsFile, classes);
  return { train: make(found.train), test: make(found.test) };
}

interface Pair {
  images: IdxArray;
  imagesFile: string;
  labels: IdxArray;
  labelsFile: string;
}

function readPair(folder: string, prefix: string): Pair | null {
  const images = existing(join(folder, `${prefix}-images-idx3-ubyte`));
  const labels = existing(join(folder, `${prefix}-labels-idx1-ubyte`));
  if (images === null && labels === null) return null;
  if (images === null || labels === null)
    throw new DataFileError(folder, `both images and labels of ${prefix}-*`, `only ${images ?? labels}`);
  return { images: readIdxFile(images), imagesFile: images, labels: readIdxFile(labels), labelsFile: labels };
}

const existing = (file: string): string | null => [file, `${file}.gz`].find((path) => existsSync(path)) ?? null;
