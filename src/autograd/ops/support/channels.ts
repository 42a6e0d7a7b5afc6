/** @file Sums over everything but the channels of [batch, channels, …], in f64. */
import type { Floats } from "../../../array/floats.ts";
import type { NdArray } from "../../../array/ndArray.ts";

/** An array as planes of `inner` elements, one channel after another. */
export interface Planes {
  readonly channels: number;
  readonly inner: number;
}

/** μ = Σ x / n and σ² = Σ (x − μ)² / n of each channel, in two passes so that nothing cancels. */
export function batchStatistics(x: Floats, { channels, inner }: Planes) {
  const n = x.length / channels;
  const mean = new Float64Array(channels);
  for (let k = 0, plane = 0; k < x.length; plane++) {
    let sum = 0;
    for (const end = k + inner; k < end; k++) sum += x[k];
    mean[plane % channels] += sum / n;
  }
  const variance = new Float64Array(channels);
  for (let k = 0, plane = 0; k < x.length; plane++) {
    const center = mean[plane % channels];
    let sum = 0;
    for (const end = k + inner; k < end; k++) sum += (x[k] - center) * (x[k] - center);
    variance[plane % channels] += sum / n;
  }
  return { mean, variance };
}

/** Σ dy and Σ dy x̂ of each channel, where x̂ = (x − mean) · scale. */
export function channelSums(dy: Floats, x: Floats, planes: Planes, mean: Float64Array, scale: Float64Array) {
  const { channels, inner } = planes;
  const plain = new Float64Array(channels);
  const weighted = new Float64Array(channels);
  for (let k = 0, plane = 0; k < x.length; plane++) {
    const c = plane % channels;
    const center = mean[c];
    let sum = 0;
    let product = 0;
    for (const end = k + inner; k < end; k++) {
      sum += dy[k];
      product += dy[k] * (x[k] - center);
    }
    plain[c] += sum;
    weighted[c] += product * scale[c];
  }
  return { plain, weighted };
}

/** What `compute` gives, computed once for the ∂L/∂y asked about last: the gradients of several inputs share it. */
export function remembered<T>(compute: (dy: NdArray) => T): (dy: NdArray) => T {
  let last: { dy: NdArray; result: T } | null = null;
  return (dy) => {
    if (last?.dy !== dy) last = { dy, result: compute(dy) };
    return last.result;
  };
}
