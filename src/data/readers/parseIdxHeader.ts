import { DataFileError } from "../dataFileError.ts";
import { idxTypes } from "./support/idxTypes.ts";

/** Five times MNIST's training images. A larger promise is a broken or hostile file. */
const mostValues = 2 ** 28;

export interface IdxHeader {
  shape: number[];
  /** The type byte of the values: 8 for unsigned bytes. */
  type: number;
  /** The byte where the values start. */
  start: number;
  /** The length of the whole file in bytes. */
  length: number;
}

/** Reads the header at the start of an IDX file. Throws DataFileError for an unknown type and an absurd shape. */
export function parseIdxHeader(bytes: Uint8Array, file: string): IdxHeader {
  const fail = (needed: string, found: string): never => {
    throw new DataFileError(file, needed, found);
  };
  if (bytes.length < 4) fail("at least 4 bytes of IDX header", `${bytes.length}`);
  if (bytes[0] !== 0 || bytes[1] !== 0) fail("the magic bytes 00 00 of an IDX file", hex(bytes.subarray(0, 2)));
  const type = idxTypes.get(bytes[2]);
  if (type === undefined) return fail(`a type of ${typeNames}`, `type ${hex(bytes.subarray(2, 3))}`);
  const axes = bytes[3];
  if (axes < 1 || axes > 4) fail("1 to 4 axes", `${axes}`);
  const start = 4 + 4 * axes;
  if (bytes.length < start) fail(`${start} bytes of header for ${axes} axes`, `${bytes.length}`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const shape = Array.from({ length: axes }, (_, axis) => view.getUint32(4 + 4 * axis));
  const size = shape.reduce((product, n) => product * n, 1);
  if (size === 0) fail("1 or more along every axis", `[${shape}]`);
  if (size > mostValues) fail(`at most ${mostValues} values`, `a header that promises [${shape}]`);
  return { shape, type: bytes[2], start, length: start + size * type.bytes };
}

const hex = (bytes: Uint8Array): string => [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join(" ");

const typeNames = Array.from(idxTypes, ([type, { name }]) => `${hex(Uint8Array.of(type))} (${name})`).join(", ");
