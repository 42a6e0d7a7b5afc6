import type { Floats } from "../array/floats.ts";
import { allFinite } from "./allFinite.ts";
import type { Conv2dGeometry } from "./geometry.ts";
import { conv2dInputGradient as reference } from "./reference/conv2d.ts";
import { usingFast } from "./usingFast.ts";
import { conv2dInputGradient as fast } from "./wasm/conv2d.ts";

/** Computes the transpose of `conv2d` in x:        ⟨conv2d(x, w), dy⟩ = ⟨x, dx⟩ */
export function conv2dInputGradient(dy: Floats, weight: Floats, dx: Floats, geometry: Conv2dGeometry): void {
  if (!(usingFast() && allFinite(weight) && fast(dy, weight, dx, geometry))) reference(dy, weight, dx, geometry);
}
