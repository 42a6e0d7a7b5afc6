/**
 * @file The kinds of numbers in IDX files by type byte, all big-endian. https://yann.lecun.com/exdb/mnist/
 * A file holds 00 00, the type byte, the number of axes, each axis as a 32-bit number, then the values.
 */
import type { IdxValues } from "../idxArray.ts";

interface IdxType {
  name: string;
  bytes: number;
  /** Reads `n` values. Unsigned bytes are not copied. */
  read(view: DataView, n: number): IdxValues;
}

export const idxTypes: ReadonlyMap<number, IdxType> = new Map([
  [0x08, { name: "unsigned byte", bytes: 1, read: (view, n) => new Uint8Array(view.buffer, view.byteOffset, n) }],
  [0x09, { name: "signed byte", bytes: 1, read: (view, n) => new Int8Array(view.buffer, view.byteOffset, n) }],
  [0x0b, { name: "short", bytes: 2, read: (view, n) => fill(new Int16Array(n), (i) => view.getInt16(2 * i)) }],
  [0x0c, { name: "int", bytes: 4, read: (view, n) => fill(new Int32Array(n), (i) => view.getInt32(4 * i)) }],
  [0x0d, { name: "float", bytes: 4, read: (view, n) => fill(new Float32Array(n), (i) => view.getFloat32(4 * i)) }],
  [0x0e, { name: "double", bytes: 8, read: (view, n) => fill(new Float64Array(n), (i) => view.getFloat64(8 * i)) }],
] satisfies [number, IdxType][]);

function fill<T extends IdxValues>(values: T, read: (i: number) => number): T {
  for (let i = 0; i < values.length; i++) values[i] = read(i);
  return values;
}
