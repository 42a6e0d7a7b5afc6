import type { Floats } from "../../array/floats.ts";
import type { Shape } from "../../array/shape.ts";
import type { StoredTensor } from "./safetensors.ts";
import { bytesFrom, dtypeOf } from "./support/dtypes.ts";

/** Numbers as a file holds them; the bytes are not copied. */
export const stored = (values: Floats, shape: Shape): StoredTensor => ({
  dtype: dtypeOf(values),
  shape,
  bytes: bytesFrom(values),
});
