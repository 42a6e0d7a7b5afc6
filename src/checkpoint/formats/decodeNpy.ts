import { array, NdArray } from "../../array/ndArray.ts";
import { type Shape, showShape } from "../../array/shape.ts";
import { permute } from "../../array/views.ts";
import { excerpt } from "../../check/excerpt.ts";
import { FileFormatError } from "./fileFormatError.ts";
import { bytesFor, type Dtype, mostAxes, readFloats } from "./support/dtypes.ts";

/** NumPy's names of the kinds of numbers; "|" stands where there is only one byte and so no order of bytes. */
const descriptions = new Map<string, Dtype>([
  ["<f4", "F32"],
  ["<f8", "F64"],
  ["<f2", "F16"],
  ["<i8", "I64"],
  ["<i4", "I32"],
  ["<i2", "I16"],
  ["|i1", "I8"],
  ["<u8", "U64"],
  ["<u4", "U32"],
  ["<u2", "U16"],
  ["|u1", "U8"],
  ["|b1", "BOOL"],
]);

/** NumPy's own limit. */
const longestHeader = 10_000;

/** The array in the bytes of a .npy file. Throws FileFormatError unless the file is exactly right. */
export function decodeNpy(bytes: Uint8Array, file = "npy"): NdArray {
  const { text, start } = readHeader(bytes, file);
  const { dtype, fortran, shape } = parseHeader(text, file);
  const needed = bytesFor(dtype, shape);
  if (needed === null) throw new FileFormatError(file, "shape", "sizes whose product is below 2^53", showShape(shape));
  if (bytes.length - start !== needed) {
    const expected = `${needed} bytes of ${dtype} for ${showShape(shape)}`;
    throw new FileFormatError(file, "data", expected, `${bytes.length - start}`);
  }
  const values = readFloats(dtype, bytes.subarray(start));
  if ("tooLargeAt" in values)
    throw new FileFormatError(file, "data", "whole numbers below 2^53", `a larger one as element ${values.tooLargeAt}`);
  if (!fortran) return array(values, shape);
  // Fortran order: the first axis varies fastest, so the file is the transpose in our order.
  const axes = shape.map((_, axis) => shape.length - 1 - axis);
  return new NdArray(permute(array(values, [...shape].reverse()), axes).data, shape);
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

/** The three members of the dict, each once, in any order. */
function parseHeader(text: string, file: string): { dtype: Dtype; fortran: boolean; shape: Shape } {
  const members = new Map<string, string>();
  const whole = text.trim();
  const dict = whole.startsWith("{") && whole.endsWith("}") ? whole.slice(1, -1).trim() : "";
  const member = /'(\w{1,20})'\s*:\s*('[^']{0,20}'|True|False|\([\d,\s]*\))(?:\s*,\s*|$)/y;
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
  const dtype = descriptions.get(descr.slice(1, -1));
  if (dtype === undefined)
    throw new FileFormatError(file, "descr", `one of ${[...descriptions.keys()].join(" ")}`, descr);
  return { dtype, fortran: fortran === "True", shape: parseShape(shape, file) };
}

/** Python's tuple: (3, 4), (3,), (). */
function parseShape(tuple: string, file: string): Shape {
  const inside = tuple.slice(1, -1).trim();
  const shape =
    inside === ""
      ? []
      : inside
          .replace(/,$/, "")
          .split(",")
          .map((n) => (/\d/.test(n) ? Number(n) : Number.NaN));
  if (!shape.every(Number.isSafeInteger)) throw new FileFormatError(file, "shape", "whole numbers below 2^53", tuple);
  if (shape.length > mostAxes) throw new FileFormatError(file, "shape", `at most ${mostAxes} axes`, `${shape.length}`);
  return shape;
}
