import { DataFileError } from "../dataFileError.ts";
import { type Dataset, dataset } from "../dataset.ts";
import type { IdxArray } from "./idxArray.ts";
import { classCount } from "./support/classCount.ts";

/**
 * Makes a data set of IDX images [n, height, width] and their labels [n].
 *
 *     inputs: [n, 1, height, width]      bytes become 0 … 1, other numbers stay as they are      labels: [n]
 *
 * `classes` defaults to the largest label + 1, and at least 10, as in MNIST. Pass the training set's number for a test
 * set.
 */
export function imageDataset(
  images: IdxArray,
  imagesFile: string,
  labels: IdxArray,
  labelsFile: string,
  classes = classCount(labels),
): Dataset {
  if (images.shape.length !== 3) throw new DataFileError(imagesFile, "images [n,height,width]", `[${images.shape}]`);
  if (labels.shape.length !== 1) throw new DataFileError(labelsFile, "labels [n]", `[${labels.shape}]`);
  const [n, height, width] = images.shape;
  if (labels.shape[0] !== n)
    throw new DataFileError(labelsFile, `${n} labels for the images of ${imagesFile}`, `${labels.shape[0]}`);
  const wrong = labels.values.findIndex((label) => !Number.isInteger(label) || label < 0 || label >= classes);
  if (wrong >= 0) {
    const found = `${labels.values[wrong]} as label ${wrong}, from 0`;
    throw new DataFileError(labelsFile, `labels from 0 to ${classes - 1}`, found);
  }
  const isBytes = images.values instanceof Uint8Array;
  const values = Float32Array.from(images.values, (value) => (isBytes ? value / 255 : value));
  return dataset(imagesFile, values, [n, 1, height, width], labels.values, classes);
}
