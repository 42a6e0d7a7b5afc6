import { decodeSafetensors } from "./decodeSafetensors.ts";
import type { Safetensors } from "./safetensors.ts";
import { bytesOf } from "./support/dtypes.ts";

/**
 * Returns the bytes of a safetensors file. Tensors with longer numbers come first, and the header is padded to a
 * multiple of 8. So a typed array can view every tensor in place. The same tensors give the same bytes. Throws
 * FileFormatError if `decodeSafetensors` would not read them: what is saved can be loaded.
 */
export function encodeSafetensors({ tensors, metadata }: Safetensors): Uint8Array<ArrayBuffer> {
  const order = [...tensors].sort(([a, x], [b, y]) => bytesOf(y.dtype) - bytesOf(x.dtype) || (a < b ? -1 : 1));
  let position = 0;
  const members: string[] = [];
  if (metadata.size > 0) members.push(`"__metadata__":${JSON.stringify(Object.fromEntries(metadata))}`);
  for (const [name, { dtype, shape, bytes }] of order) {
    if (name === "__metadata__") throw new Error("encodeSafetensors: no tensor can be named __metadata__");
    const end = position + bytes.length;
    members.push(`${JSON.stringify(name)}:${JSON.stringify({ dtype, shape, data_offsets: [position, end] })}`);
    position = end;
  }
  const text = new TextEncoder().encode(`{${members.join(",")}}`);
  let start = 8 + Math.ceil(text.length / 8) * 8;
  const file = new Uint8Array(start + position).fill(0x20, 8, start);
  new DataView(file.buffer).setBigUint64(0, BigInt(start - 8), true);
  file.set(text, 8);
  for (const [, { bytes }] of order) {
    file.set(bytes, start);
    start += bytes.length;
  }
  decodeSafetensors(file, "encodeSafetensors");
  return file;
}
