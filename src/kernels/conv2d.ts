import type { Floats } from "../array/floats.ts";
import type { Conv2dGeometry } from "./geometry.ts";
import { conv2d as reference } from "./reference/conv2d.ts";
import { usingFast } from "./usingFast.ts";
import { conv2d as fast } from "./wasm/conv2d.ts";

/**
 * Computes y[n,o,·] = bias[o] + Σ weight · x over channels and kernel taps. As usual in deep learning, the kernel is
 * not flipped.
 */
export function conv2d(
  x: Floats,
  weight: Floats,
  y: Floats,
  geometry: Conv2dGeometry,
  bias: Floats | null = null,
): void {
  if (!(usingFast() && fast(x, weight, y, geometry, bias))) reference(x, weight, y, geometry, bias);
}
