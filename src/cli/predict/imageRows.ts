/** @file Images as the inputs of a model, read as its training images were. */
import { statSync } from "node:fs";
import { DataFileError } from "../../data/dataFileError.ts";
import type { Fit } from "../../data/images/support/resize.ts";
import { allImageFiles, isImageFile } from "../../data/readers/support/imageFiles.ts";
import type { LoadedModel } from "../../model/index.ts";

/** Returns the images that the words of a command name: files, or all images of a folder. null for other files. */
export function imagesAt(words: readonly string[]): string[] | null {
  if (words.length > 0 && words.every(isImageFile)) return [...words];
  const [folder] = words;
  return words.length === 1 && isFolder(folder) ? allImageFiles(folder) : null;
}

export const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;

/** Returns how to read images for a model. Throws DataFileError for a model that takes something else. */
export function imageOptions(path: string, { record, preprocessing }: LoadedModel) {
  const { inputShape, imageFit } = record;
  const [channels, height, width] = inputShape;
  if (preprocessing !== null || inputShape.length !== 3 || (channels !== 1 && channels !== 3))
    throw new DataFileError(
      path,
      preprocessing === null ? `inputs [${inputShape}] for this model` : "a table with columns for this model",
      "images",
    );
  return { channels: channels as 1 | 3, size: [height, width] as const, fit: imageFit ?? ("crop" satisfies Fit) };
}
