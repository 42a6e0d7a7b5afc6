import { type Shape, showShape } from "../../array/shape.ts";
import { describeValue } from "../../check/describeValue.ts";
import { excerpt } from "../../check/excerpt.ts";
import { FileFormatError } from "./fileFormatError.ts";
import type { Safetensors, StoredTensor } from "./safetensors.ts";
import { bytesFor, type Dtype, dtypes, isDtype, mostAxes } from "./support/dtypes.ts";
import { type Fail, JsonReader } from "./support/jsonReader.ts";

/** The format allows 100 MB. 16,384 tensors need less, and a hostile header takes four times its length in memory. */
const longestHeader = 2 ** 23;

/** The header's entry of one tensor. */
interface Entry {
  name: string;
  dtype: Dtype;
  shape: number[];
  begin: number;
  end: number;
}

/**
 * The tensors in the bytes of a file; their bytes are views, not copies.
 * Throws FileFormatError unless the file is exactly right: no gap, no overlap, nothing left over, every name once.
 */
export function decodeSafetensors(bytes: Uint8Array, file = "safetensors"): Safetensors {
  if (!(bytes instanceof Uint8Array))
    throw new TypeError(
      `${file}: the bytes must be a Uint8Array, got ${describeValue(bytes)}; pass new Uint8Array(buffer)`,
    );
  const start = 8 + headerLength(bytes, file);
  const { entries, metadata } = parseHeader(headerText(bytes.subarray(8, start), file), file);
  entries.sort((a, b) => a.begin - b.begin || a.end - b.end);
  const tensors = new Map<string, StoredTensor>();
  let position = 0;
  for (const { name, dtype, shape, begin, end } of entries) {
    const field = `tensor ${excerpt(name)}`;
    if (begin !== position)
      throw new FileFormatError(file, `${field}, data_offsets`, `a start at ${position}`, `${begin}`);
    checkLength(file, field, dtype, shape, end - begin);
    if (start + end > bytes.length)
      throw new FileFormatError(
        file,
        `${field}, data_offsets`,
        `an end in the file`,
        `byte ${start + end} of ${bytes.length}`,
      );
    tensors.set(name, { dtype, shape, bytes: bytes.subarray(start + begin, start + end) });
    position = end;
  }
  if (start + position !== bytes.length)
    throw new FileFormatError(file, "length", `${start + position} bytes as the header says`, `${bytes.length}`);
  return { tensors, metadata };
}

function headerLength(bytes: Uint8Array, file: string): number {
  if (bytes.length < 8) throw new FileFormatError(file, "header length", "8 bytes", `${bytes.length}`);
  // Some writers pad the header in front. Another kind of file is better told by this than by an absurd length.
  const first = bytes.subarray(8).find((byte) => !isSpace(byte));
  if (first !== undefined && first !== 0x7b)
    throw new FileFormatError(file, "header", "{ at its start, as in a safetensors file", `byte ${first}`);
  const length = new DataView(bytes.buffer, bytes.byteOffset, 8).getBigUint64(0, true);
  const most = Math.min(longestHeader, bytes.length - 8);
  if (length > most) throw new FileFormatError(file, "header length", `at most ${most}`, `${length}`);
  return Number(length);
}

const isSpace = (byte: number): boolean => byte === 0x20 || (byte >= 9 && byte <= 10) || byte === 13;

function headerText(bytes: Uint8Array, file: string): string {
  if (bytes.length === 0) throw new FileFormatError(file, "header", "{ at its start", "nothing");
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new FileFormatError(file, "header", "text in UTF-8", "bytes that are none");
  }
}

function parseHeader(text: string, file: string): { entries: Entry[]; metadata: Map<string, string> } {
  let field = "header";
  const fail: Fail = (expected, found) => {
    throw new FileFormatError(file, field, expected, found);
  };
  const json = new JsonReader(text, fail);
  const entries: Entry[] = [];
  const metadata = new Map<string, string>();
  json.object((name) => {
    field = name === "__metadata__" ? name : `tensor ${excerpt(name)}`;
    if (name === "__metadata__") json.null() || json.object((key) => metadata.set(key, json.string()));
    else entries.push(readEntry(json, name, fail));
    field = "header";
  });
  json.end();
  return { entries, metadata };
}

function readEntry(json: JsonReader, name: string, fail: Fail): Entry {
  let dtype = "";
  let shape: number[] | null = null;
  let offsets: number[] = [];
  json.object((key) => {
    if (key === "dtype") dtype = json.string();
    else if (key === "shape") shape = json.array(() => json.count(), mostAxes);
    else if (key === "data_offsets") offsets = json.array(() => json.count(), 2);
    else fail("dtype, shape and data_offsets only", excerpt(key));
  });
  if (!isDtype(dtype)) return fail(`a dtype of ${dtypes.join(", ")}`, excerpt(dtype));
  if (shape === null) return fail("a shape", "none");
  const [begin, end] = offsets;
  if (offsets.length !== 2 || end < begin) return fail("data_offsets [begin, end]", showShape(offsets));
  return { name, dtype, shape, begin, end };
}

/** The product of the shape, times the bytes of a number, is the length of the tensor's bytes. */
function checkLength(file: string, field: string, dtype: Dtype, shape: Shape, length: number): void {
  const needed = bytesFor(dtype, shape);
  if (needed === length) return;
  const wrong = (expected: string, found: string): never => {
    throw new FileFormatError(file, `${field}, shape`, expected, found);
  };
  if (needed === null) wrong("sizes whose product is below 2^53", showShape(shape));
  wrong(`${needed} bytes for ${dtype} ${showShape(shape)}`, `${length} in data_offsets`);
}
