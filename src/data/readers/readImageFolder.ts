import { join } from "node:path";
import { checkArgument } from "../../check/checkArgument.ts";
import { checkOptions } from "../../check/checkOptions.ts";
import { thousands } from "../../check/counted.ts";
import { oneOf } from "../../check/kinds.ts";
import { listNames } from "../../check/listNames.ts";
import { DataFileError } from "../dataFileError.ts";
import { type Dataset, dataset } from "../dataset.ts";
import { decodeImage } from "../images/support/decodeImage.ts";
import { imageSize } from "../images/support/imageSize.ts";
import { imageValues, isGrey } from "../images/support/imageValues.ts";
import { type Fit, fits } from "../images/support/resize.ts";
import { classFolders, imageFiles } from "./support/imageFiles.ts";
import { type ImageSize, imageSides } from "./support/imageSides.ts";
import { readImageFile } from "./support/readDataFile.ts";

export interface ImageFolderOptions {
  /** Height and width in pixels, or one number for both. Default: as the files, or 32 if they differ or are large. */
  size?: ImageSize;
  /** "crop", the default: cut the middle of an image of another shape. "stretch": keep all of it. */
  fit?: Fit;
  /** 3 for colours, 1 for brightness. Default: 1 if every image is grey. */
  channels?: 1 | 3;
  /** The classes, for a folder that may lack some: for a test set, those trained on. Default: the subfolders. */
  classNames?: readonly string[];
}

export interface ImageFolder extends Dataset {
  /** The names of the subfolders, in the order of the labels. */
  readonly classNames: readonly string[];
  /** The file of each example. */
  readonly files: readonly string[];
  /** How the images were read, one line each. */
  readonly notes: readonly string[];
}

const defaultSide = 32;
/** Larger images are photos, too large for the default model. */
const largestSide = 128;
/** 8 GiB of Float32. */
const mostNumbers = 2 ** 31;

/**
 * Reads a folder with one subfolder of PNG or JPEG images for each class.
 *
 *     inputs: [n, channels, height, width] from 0 to 1      labels: [n]
 *
 * There are three channels, or one if every image is grey. Holds one image at its own size at a time. Throws
 * DataFileError with the file: for a file beside the subfolders, an empty one, and an image that is broken or none.
 */
export function readImageFolder(folder: string, options: ImageFolderOptions = {}): ImageFolder {
  checkOptions("readImageFolder", options, ["size", "fit", "channels", "classNames"]);
  const fit = checkArgument<Fit>("readImageFolder", "fit", options.fit ?? "crop", oneOf(...fits));
  if (options.channels !== undefined) checkArgument("readImageFolder", "channels", options.channels, oneOf(1, 3));
  const { classNames = classFolders(folder, 2) } = options;
  const found = options.classNames === undefined ? classNames : knownClasses(folder, classNames);
  const listed = found.map((name) => ({ label: classNames.indexOf(name), files: imageFiles(join(folder, name)) }));
  const files = listed.flatMap((one) => one.files);
  const labels = listed.flatMap((one) => one.files.map(() => one.label));
  const sizes = files.map((file) => imageSize(readImageFile(file), file));
  const { height, width } = options.size ? imageSides("readImageFolder", options.size) : commonSides(sizes);
  if (files.length * (options.channels ?? 3) * height * width > mostNumbers)
    throw new DataFileError(
      folder,
      `at most ${thousands(mostNumbers)} numbers together`,
      `${thousands(files.length)} images of ${width} × ${height}`,
      "choose a smaller size",
    );
  const images = readAll(files, height, width, fit, options.channels);
  const shape = [files.length, images.channels, height, width];
  const notes = notesOf(sizes, found, { height, width, channels: images.channels, fit });
  return { ...dataset(folder, images.values, shape, labels, classNames.length), classNames, files, notes };
}

/** The subfolders, which must all be classes. */
function knownClasses(folder: string, classNames: readonly string[]): string[] {
  const found = classFolders(folder, 1);
  const other = found.find((name) => !classNames.includes(name));
  if (other !== undefined)
    throw new DataFileError(folder, `subfolders named as the classes ${listNames(classNames, 10)}`, other);
  return found;
}

interface Size {
  width: number;
  height: number;
}

/** The size of all images, if it is the same and small. */
function commonSides(sizes: readonly Size[]): { height: number; width: number } {
  const [{ height, width }] = sizes;
  const isSame = sizes.every((size) => size.width === width && size.height === height);
  const isSmall = Math.max(height, width) <= largestSide;
  return isSame && isSmall ? { height, width } : { height: defaultSide, width: defaultSide };
}

/** Reads images with the given channels, or with one if all are grey. */
function readAll(files: readonly string[], height: number, width: number, fit: Fit, given: 1 | 3 | undefined) {
  const size = height * width;
  let channels = given ?? 1;
  let values = new Float32Array(files.length * channels * size);
  for (const [n, file] of files.entries()) {
    const image = decodeImage(readImageFile(file), file);
    if (given === undefined && channels === 1 && !isGrey(image)) {
      values = inColour(values, size);
      channels = 3;
    }
    values.set(imageValues(image, height, width, channels, fit), n * channels * size);
  }
  return { values, channels };
}

/** Repeats grey images in three channels. */
function inColour(grey: Float32Array, size: number): Float32Array<ArrayBuffer> {
  const values = new Float32Array(3 * grey.length);
  for (let at = 0; at < grey.length; at += size)
    for (let channel = 0; channel < 3; channel++) values.set(grey.subarray(at, at + size), 3 * at + channel * size);
  return values;
}

function notesOf(
  sizes: readonly Size[],
  classes: readonly string[],
  { height, width, channels, fit }: Size & { channels: number; fit: Fit },
): string[] {
  const kind = channels === 1 ? "grey" : "colour";
  const isChanged = sizes.some((size) => size.height !== height || size.width !== width);
  const areas = [...sizes].sort((a, b) => a.width * a.height - b.width * b.height);
  const given = [areas[0], areas[areas.length - 1]].map((size) => `${size.width} × ${size.height}`);
  const how = fit === "crop" ? "the middle is cut out" : "stretched";
  return [
    `${thousands(sizes.length)} ${kind} images of ${classes.length} classes`,
    ...(isChanged ? [`resized to ${width} × ${height} from ${[...new Set(given)].join(" to ")} pixels, ${how}`] : []),
  ];
}
