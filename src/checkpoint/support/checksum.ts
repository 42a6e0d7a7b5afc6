import type { StoredTensor } from "../formats/safetensors.ts";
import { crc32 } from "../formats/support/crc32.ts";

/** Checksum of a checkpoint: its text, then all tensors in the order of their names, each with name, kind and shape. */
export function checksum(run: string, tensors: ReadonlyMap<string, StoredTensor>): string {
  const text = new TextEncoder();
  let crc = crc32(text.encode(run));
  for (const [name, { dtype, shape, bytes }] of [...tensors].sort(([a], [b]) => (a < b ? -1 : 1)))
    crc = crc32(bytes, crc32(text.encode(JSON.stringify([name, dtype, shape])), crc));
  return crc.toString(16);
}
