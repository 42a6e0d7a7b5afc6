import type { Floats } from "../array/floats.ts";
import { makeRoom } from "../array/makeZeros.ts";
import { allFinite } from "./allFinite.ts";
import type { Conv2dGeometry } from "./geometry.ts";
import { conv2d as reference } from "./reference/conv2d.ts";
import { usingFast } from "./usingFast.ts";
import { conv2d as fast } from "./wasm/conv2d.ts";

/**
 * Computes y[n,o,·] = bias[o] + Σ weight · x over channels and kernel taps. As usual in deep learning, the kernel is
 * not flipped. Returns y: `into`, or a new array if that is null.
 * The kernel multiplies padding by weights, and 0 · ∞ would be NaN.
 */
export function conv2d(
  x: Floats,
  weight: Floats,
  into: Floats | null,
  geometry: Conv2dGeometry,
  bias: Floats | null = null,
): Floats {
  const result = usingFast() && allFinite(weight) ? fast(x, weight, into, geometry, bias) : null;
  if (result !== null) return result;
  const { batch, outChannels, outHeight, outWidth } = geometry;
  const y = into ?? makeRoom(x, batch * outChannels * outHeight * outWidth);
  reference(x, weight, y, geometry, bias);
  return y;
}
