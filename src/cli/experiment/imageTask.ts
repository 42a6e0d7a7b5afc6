/** @file Folders of images as tasks. */
import { relative } from "node:path";
import type { Random } from "../../autograd/random.ts";
import type { Fit } from "../../data/images/support/resize.ts";
import { type ImageFolder, type ImageFolderOptions, readImageFolder } from "../../data/readers/readImageFolder.ts";
import { subset } from "../../data/subset.ts";
import { splitRows } from "../../data/support/splitRows.ts";
import { type ImageParts, imageParts } from "./imageParts.ts";
import type { ImageSettings } from "./imageSettings.ts";
import type { Parts } from "./tasks.ts";

/**
 * A folder of images, one subfolder a class. A fifth of each class is the test set, unless the folder has its own
 * subfolders `train` and `test`.
 */
export function imageTask(folder: string, { imageSize, imageFit }: ImageSettings, random: Random): Parts {
  const fit: Fit = imageFit ?? "crop";
  const options = { ...(imageSize !== null && { size: imageSize }), fit };
  const parts = imageParts(folder);
  const sets = parts === null ? splitFolder(folder, options, random) : readParts(folder, parts, options);
  return { name: folder, target: null, imageFit: fit, ...sets };
}

type Sets = Omit<Parts, "name" | "target" | "imageFit">;

function splitFolder(folder: string, options: ImageFolderOptions, random: Random): Sets {
  const { classNames, notes, files, ...images } = readImageFolder(folder, options);
  const count = Math.ceil(files.length / 5);
  const groups = { of: images.labels, count: images.classes };
  const [learn, kept] = splitRows(files.length, [files.length - count, count], random, groups);
  return {
    train: subset(images, learn),
    test: subset(images, kept),
    classNames,
    notes,
    describe: (index) => relative(folder, files[kept[index]]),
  };
}

/** Without `test`, `validation` is the test set. All parts are read as `train` is. */
function readParts(folder: string, { train: trainFolder, ...others }: ImageParts, options: ImageFolderOptions): Sets {
  const train = readImageFolder(trainFolder, options);
  const [, channels, height, width] = train.inputs.shape;
  const { classNames } = train;
  const like = { ...options, size: [height, width] as const, channels: channels as 1 | 3, classNames };
  const testFolder = (others.test ?? others.validation) as string;
  const test = readImageFolder(testFolder, like);
  const held = others.test === null || others.validation === null ? null : others.validation;
  const validation = held === null ? null : readImageFolder(held, like);
  const said = [
    saidOf("training", trainFolder, train),
    ...(held && validation ? [saidOf("validation", held, validation)] : []),
    saidOf("test", testFolder, test),
  ];
  return {
    train,
    test,
    validation,
    classNames,
    notes: [...train.notes, `split as its folders: ${said.join(", ")}`],
    describe: (index) => relative(folder, test.files[index]),
  };
}

const saidOf = (part: string, folder: string, { files }: ImageFolder): string => `${part} ${files.length} in ${folder}`;
