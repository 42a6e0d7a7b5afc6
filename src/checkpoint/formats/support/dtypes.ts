/**
 * @file The kinds of numbers in files, all little-endian, under their safetensors names. 16- and 32-bit floats become a
 * Float32Array, everything else a Float64Array. Nothing is rounded.
 */

import type { Floats } from "../../../array/floats.ts";
import type { Shape } from "../../../array/shape.ts";

export type Dtype =
  | "F64"
  | "F32"
  | "F16"
  | "BF16"
  | "I64"
  | "I32"
  | "I16"
  | "I8"
  | "U64"
  | "U32"
  | "U16"
  | "U8"
  | "BOOL";

type Read = (view: DataView, at: number) => number;

interface Kind {
  bytes: number;
  read: Read;
}

/** The kinds that can become numbers. */
const kinds: Record<Dtype, Kind> = {
  F64: { bytes: 8, read: (view, at) => view.getFloat64(at, true) },
  F32: { bytes: 4, read: (view, at) => view.getFloat32(at, true) },
  F16: { bytes: 2, read: (view, at) => fromHalf(view.getUint16(at, true)) },
  BF16: { bytes: 2, read: (view, at) => fromBrain(view.getUint16(at, true)) },
  I64: { bytes: 8, read: (view, at) => Number(view.getBigInt64(at, true)) },
  I32: { bytes: 4, read: (view, at) => view.getInt32(at, true) },
  I16: { bytes: 2, read: (view, at) => view.getInt16(at, true) },
  I8: { bytes: 1, read: (view, at) => view.getInt8(at) },
  U64: { bytes: 8, read: (view, at) => Number(view.getBigUint64(at, true)) },
  U32: { bytes: 4, read: (view, at) => view.getUint32(at, true) },
  U16: { bytes: 2, read: (view, at) => view.getUint16(at, true) },
  U8: { bytes: 1, read: (view, at) => view.getUint8(at) },
  BOOL: { bytes: 1, read: (view, at) => view.getUint8(at) },
};

export const dtypes = Object.keys(kinds) as readonly Dtype[];

export const isDtype = (text: string): text is Dtype => Object.hasOwn(kinds, text);

export const bytesOf = (dtype: Dtype): number => kinds[dtype].bytes;

/** More axes than any program writes. Without a limit a file could ask for code of any rank. */
export const mostAxes = 32;

/** The bytes of such an array; null if its sizes, zeros aside, multiply to more than a number counts exactly. */
export function bytesFor(dtype: Dtype, shape: Shape): number | null {
  const bytes = shape.reduce((size, n) => size * Math.max(n, 1), bytesOf(dtype));
  if (!Number.isSafeInteger(bytes)) return null;
  return shape.includes(0) ? 0 : bytes;
}

export const isFloat = (dtype: Dtype): boolean => dtype.includes("F");

/**
 * The numbers in these bytes. Where their place in memory allows it a Float32Array or Float64Array looks at the bytes
 * themselves; otherwise they are copied. Returns the index of the first number that would be rounded, if there is one.
 */
export function readFloats(dtype: Dtype, bytes: Uint8Array): Floats | { tooLargeAt: number } {
  const length = bytes.length / bytesOf(dtype);
  if (dtype === "F32" || dtype === "F64") {
    const Floats = dtype === "F32" ? Float32Array : Float64Array;
    const aligned = bytes.byteOffset % Floats.BYTES_PER_ELEMENT === 0 ? bytes : bytes.slice();
    return new Floats(aligned.buffer as ArrayBuffer, aligned.byteOffset, length);
  }
  const { read, bytes: width } = kinds[dtype];
  const values = isFloat(dtype) ? new Float32Array(length) : new Float64Array(length);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let i = 0; i < length; i++) {
    values[i] = read(view, i * width);
    if (dtype.endsWith("64") && !Number.isSafeInteger(values[i])) return { tooLargeAt: i };
  }
  return values;
}

/** The bytes of these numbers, not copied. */
export const bytesFrom = (values: Floats): Uint8Array =>
  new Uint8Array(values.buffer as ArrayBuffer, values.byteOffset, values.byteLength);

export const dtypeOf = (values: Floats): "F32" | "F64" => (values instanceof Float32Array ? "F32" : "F64");

/** IEEE 754 half precision: 1 sign bit, 5 of exponent, 10 of fraction. */
function fromHalf(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 31) return fraction === 0 ? sign * Infinity : Number.NaN;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  return sign * (1024 + fraction) * 2 ** (exponent - 25);
}

const word = new DataView(new ArrayBuffer(4));

/** bfloat16: the upper half of a 32-bit float. */
function fromBrain(bits: number): number {
  word.setUint16(0, bits);
  return word.getFloat32(0);
}
