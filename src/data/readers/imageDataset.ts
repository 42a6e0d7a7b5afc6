import { DataFileError } from "../dataFileError.ts";
import { type Dataset, dataset } from "../dataset.ts";
import type { IdxArray } from "./idxArray.ts";

/** Images [n, height, width] of bytes and their labels 0 … 9 as a data set [n, 1, height, width] in [0, 1]. */
export function imageDataset(images: IdxArray, imagesFile: string, labels: IdxArray, labelsFile: string): Dataset {
  if (images.shape.length !== 3) throw new DataFileError(imagesFile, "images [n,height,width]", `[${images.shape}]`);
  if (labels.shape.length !== 1) throw new DataFileError(labelsFile, "labels [n]", `[${labels.shape}]`);
  const [n, height, width] = images.shape;
  if (labels.shape[0] !== n)
    throw new DataFileError(labelsFile, `${n} labels for the images of ${imagesFile}`, `${labels.shape[0]}`);
  const wrong = labels.values.findIndex((label) => label > 9);
  if (wrong >= 0)
    throw new DataFileError(labelsFile, "labels from 0 to 9", `${labels.values[wrong]} as label ${wrong}, from 0`);
  const values = Float32Array.from(images.values, (byte) => byte / 255);
  return dataset(imagesFile, values, [n, 1, height, width], labels.values, 10);
}
