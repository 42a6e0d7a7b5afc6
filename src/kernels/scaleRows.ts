import { scaleRows as reference } from "./reference/rows.ts";
import { usingFast } from "./usingFast.ts";
import { scaleRows as fast } from "./wasm/softmax.ts";

/**
 * Returns scales[r] x[r,c] − factors[r] evens[c], or scales[r] x[r,c] if `evens` is null.
 * x: [rows, columns]   scales and factors: [rows]   evens: [columns]
 */
export const scaleRows: typeof reference = (x, scales, factors, evens, columns) =>
  (usingFast() ? fast(x, scales, factors, evens, columns) : null) ?? reference(x, scales, factors, evens, columns);
