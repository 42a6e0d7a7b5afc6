/**
 * @file The safetensors format: 8 bytes with the length of the header, little-endian; the header, JSON; then the
 * numbers of every tensor, row-major and little-endian, one right after the other.
 * https://github.com/huggingface/safetensors#format
 *
 *     { "0.weight": { "dtype": "F32", "shape": [10, 400], "data_offsets": [0, 16000] },
 *       "__metadata__": { "format": "pt" } }
 */

import type { Shape } from "../../array/shape.ts";
import type { Dtype } from "./support/dtypes.ts";

/** A tensor as a file holds it. */
export interface StoredTensor {
  dtype: Dtype;
  shape: Shape;
  bytes: Uint8Array;
}

export interface Safetensors {
  tensors: Map<string, StoredTensor>;
  metadata: Map<string, string>;
}
