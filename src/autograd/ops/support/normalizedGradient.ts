import type { Floats } from "../../../array/floats.ts";
import { makeZeros } from "../../../array/makeZeros.ts";
import type { Planes } from "./channels.ts";

/** The numbers of each channel that the gradient of a normalisation needs. */
interface ChannelNumbers {
  readonly mean: Float64Array;
  /** 1 / √(σ² + ε) */
  readonly scale: Float64Array;
  /** weight / √(σ² + ε) */
  readonly gain: Float64Array;
  readonly meanDy: Float64Array;
  readonly meanXHatDy: Float64Array;
}

/** dx = gain (dy − mean(dy) − x̂ mean(x̂ dy)), where x̂ = (x − mean) scale */
export function normalizedGradient(
  dy: Floats,
  x: Floats,
  { channels, inner }: Planes,
  { mean, scale, gain, meanDy, meanXHatDy }: ChannelNumbers,
): Floats {
  const dx = makeZeros(dy);
  for (let k = 0, plane = 0; k < dx.length; plane++) {
    const c = plane % channels;
    const [center, width, factor, shift, slope] = [mean[c], scale[c], gain[c], meanDy[c], meanXHatDy[c]];
    for (const end = k + inner; k < end; k++) {
      const xHat = (x[k] - center) * width;
      dx[k] = factor * (dy[k] - shift - xHat * slope);
    }
  }
  return dx;
}
