/** @file Sums over everything but the channels of [batch, channels, …], in f64. */
import type { Floats } from "../../../array/floats.ts";
import { makeZeros } from "../../../array/makeZeros.ts";
import { NdArray } from "../../../array/ndArray.ts";

/** An array as planes of `inner` elements, one channel after another. */
export interface Planes {
  readonly channels: number;
  readonly inner: number;
}

/** μ = Σ x / n and σ² = Σ (x − μ)² / n of each channel, in two passes so that nothing cancels. */
export function batchStatistics(x: Floats, { channels, inner }: Planes) {
  const sums = new Float64Array(channels);
  for (let k = 0, plane = 0; k < x.length; plane++) {
    let sum = 0;
    for (const end = k + inner; k < end; k++) sum += x[k];
    sums[plane % channels] += sum;
  }
  const mean = meanOverPlanes(sums, x.length);
  const squares = new Float64Array(channels);
  for (let k = 0, plane = 0; k < x.length; plane++) {
    const center = mean[plane % channels];
    let sum = 0;
    for (const end = k + inner; k < end; k++) sum += (x[k] - center) * (x[k] - center);
    squares[plane % channels] += sum;
  }
  return { mean, variance: meanOverPlanes(squares, x.length) };
}

/** The sum of each channel divided by the channel's share of `size` elements. */
export const meanOverPlanes = (sums: Float64Array, size: number): Float64Array =>
  sums.map((sum) => sum / (size / sums.length));

/** y = (x − mean) gain + bias, where bias is 0 unless given */
export function normalize(
  x: Floats,
  { channels, inner }: Planes,
  mean: ArrayLike<number>,
  gain: Float64Array,
  bias?: Floats,
): Floats {
  const y = makeZeros(x);
  for (let k = 0, plane = 0; k < y.length; plane++) {
    const c = plane % channels;
    const [center, factor, shift] = [mean[c], gain[c], bias?.[c] ?? 0];
    for (const end = k + inner; k < end; k++) y[k] = (x[k] - center) * factor + shift;
  }
  return y;
}

/** Σ dy and Σ dy x̂ of each channel, where x̂ = (x − mean) scale */
export function channelSums(dy: Floats, x: Floats, planes: Planes, mean: Float64Array, scale: Float64Array) {
  const { channels, inner } = planes;
  const plain = new Float64Array(channels);
  const weighted = new Float64Array(channels);
  for (let k = 0, plane = 0; k < x.length; plane++) {
    const c = plane % channels;
    const center = mean[c];
    let [sum, product] = [0, 0];
    for (const end = k + inner; k < end; k++) {
      sum += dy[k];
      product += dy[k] * (x[k] - center);
    }
    plain[c] += sum;
    weighted[c] += product * scale[c];
  }
  return { plain, weighted };
}

/** The sums of the channels, rounded to the kind of dy. */
export function perChannel(dy: NdArray, sums: Float64Array): NdArray {
  const values = makeZeros(dy.data, sums.length);
  values.set(sums);
  return new NdArray(values, [sums.length]);
}
