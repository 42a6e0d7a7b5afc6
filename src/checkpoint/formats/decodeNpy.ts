import { array, NdArray } from "../../array/ndArray.ts";
import { type Shape, showShape } from "../../array/shape.ts";
import { permute } from "../../array/views.ts";
import { excerpt } from "../../check/excerpt.ts";
import { FileFormatError } from "./fileFormatError.ts";
import { bytesFor, bytesOf, type Dtype, mostAxes, readFloats } from "./support/dtypes.ts";

/**
 * NumPy's names for kinds of numbers, after the sign for the order of bytes: < little-endian, > big-endian, | one byte.
 */
const kinds = new Map<string, Dtype>([
  ["f4", "F32"],
  ["f8", "F64"],
  ["f2", "F16"],
  ["i8", "I64"],
  ["i4", "I32"],
  ["i2", "I16"],
  ["i1", "I8"],
  ["u8", "U64"],
  ["u4", "U32"],
  ["u2", "U16"],
  ["u1", "U8"],
  ["b1", "BOOL"],
]);

/** NumPy refuses longer headers too. */
const longestHeader = 10_000;

/**
 * Returns the array in the bytes of a .npy file: every kind of number, either byte order, C or Fortran order, versions
 * 1 to 3, headers of Python 2 and 3. Floats of 16 and 32 bits become Float32, all else Float64.
 * Throws FileFormatError unless the file is exactly right.
 */
export function decodeNpy(bytes: Uint8Array, file = "npy"): NdArray {
  const { text, start } = readHeader(bytes, file);
  const { dtype, isBig, fortran, shape } = parseHeader(text, file);
  const needed = bytesFor(dtype, shape);
  if (needed === null) throw new FileFormatError(file, "shape", "sizes whose product is below 2^53", showShape(shape));
  if (bytes.length - start !== needed) {
    const expected = `${needed} bytes of ${dtype} for ${showShape(shape)}`;
    throw new FileFormatError(file, "data", expected, `${bytes.length - start}`);
  }
  const numbers = bytes.subarray(start);
  const values = readFloats(dtype, isBig ? reversed(numbers, bytesOf(dtype)) : numbers);
  if ("tooLargeAt" in values)
    throw new FileFormatError(file, "data", "whole numbers below 2^53", `a larger one as element ${values.tooLargeAt}`);
  if (!fortran) return array(values, shape);
  // Fortran order: the first axis varies fastest, so the file is the transpose in our order.
  const axes = shape.map((_, axis) => shape.length - 1 - axis);
  return new NdArray(permute(array(values, [...shape].reverse()), axes).data, shape);
}

/** Copies numbers of `width` bytes with their bytes in the other order. */
function reversed(bytes: Uint8Array, width: number): Uint8Array {
  const copy = bytes.slice();
  for (let at = 0; at < copy.length; at += width) copy.subarray(at, at + width).reverse();
  return copy;
}

function readHeader(bytes: Uint8Array, file: string): { text: string; start: number } {
  const magic = [0x93, ...new TextEncoder().encode("NUMPY")];
  if (magic.some((byte, i) => bytes[i] !== byte))
    throw new FileFormatError(file, "magic", "\\x93NUMPY", excerpt(latin(bytes.subarray(0, 6))));
  const [version, minor] = bytes.subarray(6, 8);
  if (!(version >= 1 && version <= 3) || minor !== 0)
    throw new FileFormatError(file, "version", "1.0, 2.0 or 3.0", bytes.length < 8 ? "the end" : `${version}.${minor}`);
  const lengthBytes = version === 1 ? 2 : 4;
  const begin = 8 + lengthBytes;
  if (bytes.length < begin) throw new FileFormatError(file, "header length", `${lengthBytes} bytes`, "the end");
  const view = new DataView(bytes.buffer, bytes.byteOffset, begin);
  const length = version === 1 ? view.getUint16(8, true) : view.getUint32(8, true);
  const most = Math.min(longestHeader, bytes.length - begin);
  if (length > most) throw new FileFormatError(file, "header length", `at most ${most}`, `${length}`);
  return { text: latin(bytes.subarray(begin, begin + length)), start: begin + length };
}

const latin = (bytes: Uint8Array): string => String.fromCharCode(...bytes);

interface Header {
  dtype: Dtype;
  isBig: boolean;
  fortran: boolean;
  shape: Shape;
}

/** Reads the three members of the dict, each once, in any order. */
function parseHeader(text: string, file: string): Header {
  const members = new Map<string, string>();
  const whole = text.trim();
  const dict = whole.startsWith("{") && whole.endsWith("}") ? whole.slice(1, -1).trim() : "";
  const member = /'(\w{1,20})'\s*:\s*('[^']{0,20}'|True|False|\([\d,\sL]*\))(?:\s*,\s*|$)/y;
  let end = 0;
  for (let match = member.exec(dict); match !== null; match = member.exec(dict)) {
    const [, key, value] = match;
    if (members.has(key)) throw new FileFormatError(file, "header", "every name once", `${excerpt(key)} twice`);
    members.set(key, value);
    end = member.lastIndex;
  }
  const [descr, fortran, shape] = ["descr", "fortran_order", "shape"].map((key) => members.get(key) ?? "");
  if (end < dict.length || members.size !== 3 || !/^'/.test(descr) || !/^[TF]/.test(fortran) || !/^\(/.test(shape)) {
    const expected = "a dict with descr, fortran_order and shape";
    throw new FileFormatError(file, "header", expected, excerpt(text.trimEnd()));
  }
  const order = descr[1];
  const dtype = kinds.get(descr.slice(2, -1));
  const isRight = dtype !== undefined && (bytesOf(dtype) === 1 ? "|<>" : "<>").includes(order);
  if (!isRight)
    throw new FileFormatError(file, "descr", `a kind of ${[...kinds.keys()].join(" ")} after < or >`, excerpt(descr));
  return { dtype, isBig: order === ">", fortran: fortran === "True", shape: parseShape(shape, file) };
}

/** Reads a tuple of Python: (3, 4), (3,), (); of Python 2 also (3L, 4L). */
function parseShape(tuple: string, file: string): Shape {
  const inside = tuple.slice(1, -1).trim();
  const shape =
    inside === ""
      ? []
      : inside
          .replace(/,$/, "")
          .split(",")
          .map((n) => (/^\s*\d+L?\s*$/.test(n) ? Number(n.replace("L", "")) : Number.NaN));
  if (!shape.every(Number.isSafeInteger)) throw new FileFormatError(file, "shape", "whole numbers below 2^53", tuple);
  if (shape.length > mostAxes) throw new FileFormatError(file, "shape", `at most ${mostAxes} axes`, `${shape.length}`);
  return shape;
}
