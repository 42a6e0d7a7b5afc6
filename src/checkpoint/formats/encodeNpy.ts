import type { NdArray } from "../../array/ndArray.ts";
import { bytesFrom, dtypeOf, mostAxes } from "./support/dtypes.ts";

/** Returns the bytes of a .npy file, version 1.0. Throws if the array has more axes than `decodeNpy` reads. */
export function encodeNpy({ data, shape }: NdArray): Uint8Array<ArrayBuffer> {
  if (shape.length > mostAxes)
    throw new RangeError(`encodeNpy: the array must have at most ${mostAxes} axes, got ${shape.length}`);
  const descr = dtypeOf(data) === "F32" ? "<f4" : "<f8";
  const tuple = shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(", ")})`;
  const header = `{'descr': '${descr}', 'fortran_order': False, 'shape': ${tuple}, }`;
  const start = Math.ceil((10 + header.length + 1) / 64) * 64;
  const file = new Uint8Array(start + data.byteLength).fill(0x20, 0, start);
  file.set([0x93, ...new TextEncoder().encode("NUMPY"), 1, 0]);
  new DataView(file.buffer).setUint16(8, start - 10, true);
  file.set(new TextEncoder().encode(header), 10);
  file[start - 1] = 0x0a;
  file.set(bytesFrom(data), start);
  return file;
}
