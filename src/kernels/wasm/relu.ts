import type { Floats } from "../../array/floats.ts";
import { relu as code } from "../../generated/wasm/relu.ts";
import { elementwise, elementwiseGradient } from "./elementwise.ts";

/** Computes y = max(x, 0). Returns false, with nothing done, where the plain loop applies. */
export const relu = (x: Floats, y: Floats): boolean => elementwise(code, "relu", x, y);

/** Computes dx = 0 where x ≤ 0, else dy. Returns false, with nothing done, where the plain loop applies. */
export const reluGradient = (x: Floats, dy: Floats, dx: Floats): boolean =>
  elementwiseGradient(code, "reluGradient", x, dy, dx);
