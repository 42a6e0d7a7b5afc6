import { DataFileError } from "../dataFileError.ts";

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

const hex = (bytes: Uint8Array): string => [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join(" ");
