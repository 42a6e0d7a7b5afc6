import type { NdArray } from "../../array/ndArray.ts";
import { excerpt } from "../../check/excerpt.ts";
import { decodeNpy } from "./decodeNpy.ts";
import { FileFormatError } from "./fileFormatError.ts";
import { readZip } from "./support/readZip.ts";

/**
 * Returns the arrays by name in the bytes of a .npz file, which `numpy.savez` and `numpy.savez_compressed` write: a zip
 * archive of .npy files. Throws FileFormatError at any damage. Needs Node, whose zlib inflates the members.
 */
export function decodeNpz(bytes: Uint8Array, file = "npz"): Map<string, NdArray> {
  const arrays = new Map<string, NdArray>();
  for (const [member, content] of readZip(bytes, file)) {
    if (!member.endsWith(".npy")) throw new FileFormatError(file, "members", "only .npy files", excerpt(member));
    arrays.set(member.slice(0, -4), decodeNpy(content, `${file}: ${excerpt(member)}`));
  }
  return arrays;
}
