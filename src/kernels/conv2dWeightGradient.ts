import type { Floats } from "../array/floats.ts";
import { allFinite } from "./allFinite.ts";
import type { Conv2dGeometry } from "./geometry.ts";
import { conv2dWeightGradient as reference } from "./reference/conv2d.ts";
import { usingFast } from "./usingFast.ts";
import { conv2dWeightGradient as fast } from "./wasm/conv2d.ts";

/** Computes the transpose of `conv2d` in weight:   ⟨conv2d(x, w), dy⟩ = ⟨w, dWeight⟩ */
export function conv2dWeightGradient(x: Floats, dy: Floats, dWeight: Floats, geometry: Conv2dGeometry): void {
  if (!(usingFast() && fast(x, dy, dWeight, geometry) && allFinite(dWeight))) reference(x, dy, dWeight, geometry);
}
