import type { Floats } from "../../array/floats.ts";
import type { Shape } from "../../array/shape.ts";
import { bytesFrom, dtypeOf } from "./elements.ts";
import type { StoredTensor } from "./safetensors.ts";

/** Numbers as a file holds them; the bytes are not copied. */
export const stored = (values: Floats, shape: Shape): StoredTensor => ({
  dtype: dtypeOf(values),
  shape,
  bytes: bytesFrom(values),
});
