import { readdirSync } from "node:fs";
import { join } from "node:path";
import { checkArgument } from "../../check/checkArgument.ts";
import { checkOptions } from "../../check/checkOptions.ts";
import { thousands } from "../../check/counted.ts";
import { diskProblem } from "../../check/diskProblem.ts";
import { count, oneOf } from "../../check/kinds.ts";
import { DataFileError } from "../dataFileError.ts";
import { type Dataset, dataset } from "../dataset.ts";
import { decodeImage, type Image } from "../images/support/decodeImage.ts";
import { type Fit, fits, resize } from "../images/support/resize.ts";
import { readBytes } from "./support/readBytes.ts";

export interface ImageFolderOptions {
  /** Height and width of the images in pixels. Default: that of the files, or 32 if they differ. */
  size?: number;
  /** "crop", the default: cut the middle of an image of another shape. "stretch": keep all of it. */
  fit?: Fit;
}

export interface ImageFolder extends Dataset {
  /** The names of the subfolders, in the order of the labels. */
  readonly classNames: readonly string[];
  /** How the images were read, one line each. */
  readonly notes: readonly string[];
}

const defaultSize = 32;
const longestFile = 2 ** 27;

/**
 * Reads a folder with one subfolder of PNG or JPEG images for each class.
 *
 *     inputs: [n, channels, height, width] from 0 to 1      labels: [n]
 *
 * There are three channels, or one if every image is grey. Throws DataFileError with the file: for a file beside the
 * subfolders, an empty one, and an image that is broken or none.
 */
export function readImageFolder(folder: string, options: ImageFolderOptions = {}): ImageFolder {
  checkOptions("readImageFolder", options, ["size", "fit"]);
  const fit = checkArgument<Fit>("readImageFolder", "fit", options.fit ?? "crop", oneOf(...fits));
  if (options.size !== undefined) checkArgument("readImageFolder", "size", options.size, count);
  const classes = classFolders(folder);
  const files = classes.flatMap((name, label) => imageFiles(join(folder, name)).map((file) => ({ file, label })));
  const images = files.map(({ file }) => decodeImage(readBytes(file, longestFile), file));
  const isSame = images.every(({ width, height }) => width === images[0].width && height === images[0].height);
  const { size } = options;
  const [height, width] =
    size !== undefined ? [size, size] : isSame ? [images[0].height, images[0].width] : [defaultSize, defaultSize];
  const channels = images.every(isGrey) ? 1 : 3;
  const length = channels * height * width;
  const values = new Float32Array(images.length * length);
  for (const [n, image] of images.entries())
    values.set(resize(image, height, width, fit).subarray(0, length), n * length);
  const labels = files.map(({ label }) => label);
  const shape = [images.length, channels, height, width];
  const notes = notesOf(images, classes, { height, width, channels, fit });
  return { ...dataset(folder, values, shape, labels, classes.length), classNames: classes, notes };
}

/** The subfolders of a folder, sorted. Throws if there are others things than subfolders, or fewer than two. */
function classFolders(folder: string): string[] {
  const entries = list(folder);
  const file = entries.find((entry) => !entry.isDirectory());
  const names = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  if (file !== undefined && names.length > 0)
    throw new DataFileError(folder, "only subfolders, one for each class", `the file ${file.name} beside them`);
  if (names.length < 2)
    throw new DataFileError(
      folder,
      "2 or more subfolders, one for each class",
      names.length === 0 ? "none" : `only ${names[0]}`,
    );
  return names.sort();
}

function imageFiles(folder: string): string[] {
  const entries = list(folder);
  const other = entries.find((entry) => !entry.isFile() || !/\.(png|jpe?g)$/i.test(entry.name));
  if (other !== undefined) throw new DataFileError(folder, "only .png, .jpg and .jpeg files", other.name);
  if (entries.length === 0) throw new DataFileError(folder, "1 or more images", "an empty folder");
  return entries.map(({ name }) => join(folder, name)).sort();
}

/** Hidden files, such as those of a file manager, do not count. */
function list(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true }).filter(({ name }) => !/^\.|^Thumbs\.db$/i.test(name));
  } catch (error) {
    throw new DataFileError(folder, "a readable folder", diskProblem(error));
  }
}

const isGrey = ({ rgb }: Image): boolean => {
  for (let i = 0; i < rgb.length; i += 3) if (rgb[i] !== rgb[i + 1] || rgb[i] !== rgb[i + 2]) return false;
  return true;
};

function notesOf(
  images: readonly Image[],
  classes: readonly string[],
  { height, width, channels, fit }: { height: number; width: number; channels: number; fit: Fit },
): string[] {
  const kind = channels === 1 ? "grey" : "colour";
  const isChanged = images.some((image) => image.height !== height || image.width !== width);
  const areas = [...images].sort((a, b) => a.width * a.height - b.width * b.height);
  const [least, most] = [areas[0], areas[areas.length - 1]].map((image) => `${image.width} × ${image.height}`);
  const how = fit === "crop" ? "the middle is cut out" : "stretched";
  return [
    `${thousands(images.length)} ${kind} images of ${classes.length} classes`,
    ...(isChanged ? [`resized to ${width} × ${height} from ${least} to ${most} pixels, ${how}`] : []),
  ];
}
