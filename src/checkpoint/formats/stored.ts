import type { Floats } from "../../array/floats.ts";
import type { Shape } from "../../array/shape.ts";
import type { StoredTensor } from "./safetensors.ts";
import { bytesFrom, dtypeOf } from "./support/dtypes.ts";

/** Makes a tensor to store of numbers. Does not copy their bytes. */
export const stored = (values: Floats, shape: Shape): StoredTensor => ({
  dtype: dtypeOf(values),
  shape,
  bytes: bytesFrom(values),
});
