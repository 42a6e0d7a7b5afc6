/**
 * @file The IDX format of MNIST: 00 00, a type byte (08: unsigned bytes), the number of axes, each axis as a big-endian
 * 32-bit number, then the values. https://yann.lecun.com/exdb/mnist/
 */
import { type Dataset, dataset } from "./dataset.ts";

/** A file that is not what it should be: the message names the file, what was expected and what was found. */
export class DataFileError extends Error {}

export interface IdxArray {
  shape: number[];
  values: Uint8Array;
}

/** More than any training set this project is for; a claim beyond it is a broken or hostile file. */
const mostBytes = 1 << 30;

/** The number of bytes that the header promises for the whole file, checked for sense. */
export function idxLength(header: Uint8Array, file: string): { shape: number[]; start: number; length: number } {
  const fail = (expected: string, found: string): never => {
    throw new DataFileError(`${file}: expected ${expected}, found ${found}`);
  };
  if (header.length < 4) fail("at least 4 bytes of IDX header", `${header.length}`);
  if (header[0] !== 0 || header[1] !== 0) fail("the magic bytes 00 00 of an IDX file", hex(header.subarray(0, 2)));
  if (header[2] !== 0x08) fail("type 08, unsigned bytes", `type ${hex(header.subarray(2, 3))}`);
  const axes = header[3];
  if (axes < 1 || axes > 4) fail("1 to 4 axes", `${axes}`);
  const start = 4 + 4 * axes;
  if (header.length < start) fail(`${start} bytes of header for ${axes} axes`, `${header.length}`);
  const view = new DataView(header.buffer, header.byteOffset, header.byteLength);
  const shape = Array.from({ length: axes }, (_, axis) => view.getUint32(4 + 4 * axis));
  const size = shape.reduce((product, n) => product * n, 1);
  if (!(size <= mostBytes)) fail(`at most ${mostBytes} values`, `a header that promises [${shape}]`);
  return { shape, start, length: start + size };
}

/** The array in an IDX file. Throws DataFileError if the file is anything but exactly that. */
export function parseIdx(bytes: Uint8Array, file: string): IdxArray {
  const { shape, start, length } = idxLength(bytes.subarray(0, 20), file);
  if (bytes.length !== length) {
    throw new DataFileError(`${file}: expected ${length} bytes for [${shape}], found ${bytes.length}`);
  }
  return { shape, values: bytes.subarray(start) };
}

/** Images [n, height, width] of bytes and their labels as a data set [n, 1, height, width] in [0, 1]. */
export function imageDataset(images: IdxArray, imagesFile: string, labels: IdxArray, labelsFile: string): Dataset {
  if (images.shape.length !== 3)
    throw new DataFileError(`${imagesFile}: expected images [n,height,width], found [${images.shape}]`);
  if (labels.shape.length !== 1) throw new DataFileError(`${labelsFile}: expected labels [n], found [${labels.shape}]`);
  if (images.shape[0] !== labels.shape[0]) {
    throw new DataFileError(
      `${labelsFile}: expected ${images.shape[0]} labels for the images of ${imagesFile}, found ${labels.shape[0]}`,
    );
  }
  const worst = labels.values.findIndex((label) => label > 9);
  if (worst >= 0)
    throw new DataFileError(`${labelsFile}: expected labels from 0 to 9, found ${labels.values[worst]} at ${worst}`);
  const [n, height, width] = images.shape;
  const values = Float32Array.from(images.values, (byte) => byte / 255);
  return dataset(imagesFile, values, [n, 1, height, width], labels.values, 10);
}

const hex = (bytes: Uint8Array): string => [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join(" ");
