/**
 * @file The IDX format of MNIST: 00 00, a type byte (08: unsigned bytes), the number of axes, each axis as a big-endian
 * 32-bit number, then the values. https://yann.lecun.com/exdb/mnist/
 */
import { DataFileError } from "./dataFileError.ts";
import { type Dataset, dataset } from "./dataset.ts";

export interface IdxArray {
  shape: number[];
  values: Uint8Array;
}

/** Five times MNIST's training images; a claim beyond it is a broken or hostile file. */
const mostValues = 2 ** 28;

/** What the header at the start of a file promises: the shape, where the values start, and the length of the file. */
export function parseIdxHeader(bytes: Uint8Array, file: string): { shape: number[]; start: number; length: number } {
  const fail = (expected: string, found: string): never => {
    throw new DataFileError(file, expected, found);
  };
  if (bytes.length < 4) fail("at least 4 bytes of IDX header", `${bytes.length}`);
  if (bytes[0] !== 0 || bytes[1] !== 0) fail("the magic bytes 00 00 of an IDX file", hex(bytes.subarray(0, 2)));
  if (bytes[2] !== 0x08) fail("type 08, unsigned bytes", `type ${hex(bytes.subarray(2, 3))}`);
  const axes = bytes[3];
  if (axes < 1 || axes > 4) fail("1 to 4 axes", `${axes}`);
  const start = 4 + 4 * axes;
  if (bytes.length < start) fail(`${start} bytes of header for ${axes} axes`, `${bytes.length}`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const shape = Array.from({ length: axes }, (_, axis) => view.getUint32(4 + 4 * axis));
  const size = shape.reduce((product, n) => product * n, 1);
  if (size === 0) fail("1 or more along every axis", `[${shape}]`);
  if (size > mostValues) fail(`at most ${mostValues} values`, `a header that promises [${shape}]`);
  return { shape, start, length: start + size };
}

/** The array in an IDX file. Throws DataFileError if the file is anything but exactly that. */
export function parseIdx(bytes: Uint8Array, file: string): IdxArray {
  const { shape, start, length } = parseIdxHeader(bytes, file);
  if (bytes.length !== length) throw new DataFileError(file, `${length} bytes for [${shape}]`, `${bytes.length}`);
  return { shape, values: bytes.subarray(start) };
}

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

const hex = (bytes: Uint8Array): string => [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join(" ");
