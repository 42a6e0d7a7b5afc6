import { NdArray } from "../../array/ndArray.ts";
import { checkArgument } from "../../check/checkArgument.ts";
import { checkOptions } from "../../check/checkOptions.ts";
import { oneOf } from "../../check/kinds.ts";
import { decodeImage } from "../images/support/decodeImage.ts";
import { imageValues } from "../images/support/imageValues.ts";
import { type Fit, fits } from "../images/support/resize.ts";
import { type ImageSize, imageSides } from "./support/imageSides.ts";
import { readImageFile } from "./support/readDataFile.ts";

export interface ReadImagesOptions {
  /** Height and width in pixels, or one number for both. */
  size: ImageSize;
  /** 3 for colours, 1 for brightness. */
  channels: 1 | 3;
  /** "crop", the default: cut the middle of an image of another shape. "stretch": keep all of it. */
  fit?: Fit;
}

/**
 * Reads PNG and JPEG images as inputs of a model. For a model that was trained on a folder of images:
 *
 *     const { inputShape: [channels, ...size], imageFit } = loaded.record;
 *     loaded.predict(new Tensor(readImages(files, { size, channels, fit: imageFit })));
 *
 * → [n, channels, height, width] from 0 to 1
 *
 * Throws DataFileError with the file for an image that is broken or none.
 */
export function readImages(files: readonly string[], options: ReadImagesOptions): NdArray {
  checkOptions("readImages", options, ["size", "channels", "fit"]);
  const { height, width } = imageSides("readImages", options.size);
  const channels = checkArgument<1 | 3>("readImages", "channels", options.channels, oneOf(1, 3));
  const fit = checkArgument<Fit>("readImages", "fit", options.fit ?? "crop", oneOf(...fits));
  const length = channels * height * width;
  const values = new Float32Array(files.length * length);
  for (const [n, file] of files.entries())
    values.set(imageValues(decodeImage(readImageFile(file), file), height, width, channels, fit), n * length);
  return new NdArray(values, [files.length, channels, height, width]);
}
