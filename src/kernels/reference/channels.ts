/** @file Sums and affine maps of the channels of [batch, channels, inner], in f64. */
import type { Floats } from "../../array/floats.ts";
import { makeDoubles } from "../../array/makeZeros.ts";
import type { ChannelMap, ChannelSums, Planes } from "../planes.ts";

/** Σ v and Σ v (x − center) of each channel, where v is x − center if it is null. */
export function channelSums(
  x: Floats,
  v: Floats | null,
  center: Float64Array,
  { channels, inner }: Planes,
): ChannelSums {
  const sums = new Float64Array(channels);
  const products = new Float64Array(channels);
  for (let k = 0, plane = 0; k < x.length; plane++) {
    const c = plane % channels;
    let [sum, product] = [0, 0];
    for (const end = k + inner; k < end; k++) {
      const distance = x[k] - center[c];
      const value = v === null ? distance : v[k];
      sum += value;
      product += value * distance;
    }
    sums[c] += sum;
    products[c] += product;
  }
  return { sums, products };
}

/** y = slope (x − center) + shift, and + factor v if there is a v; in the channels `only`, if they are given. */
export function channelMap(
  x: Floats,
  v: Floats | null,
  y: Floats,
  map: ChannelMap,
  { channels, inner }: Planes,
  only?: ReadonlySet<number>,
): void {
  for (let start = 0, plane = 0; start < x.length; start += inner, plane++) {
    const c = plane % channels;
    if (only && !only.has(c)) continue;
    const [center, slope, shift, factor] = [map.center[c], map.slope[c], map.shift[c], map.factor?.[c] ?? 0];
    for (let k = start; k < start + inner; k++) {
      const own = slope * (x[k] - center) + shift;
      y[k] = v === null ? own : own + factor * v[k];
    }
  }
}

/**
 * μ and σ² (divided by n) of each channel, from the sums of x − center and of its squares.
 *
 *     μ = center + mean (x − center)          σ² = mean (x − center)² − (μ − center)²
 *
 * Where the center is one of the n numbers, |μ − center| ≤ √n σ: the difference loses at most n roundings of f64.
 */
export function channelMoments({ sums, products }: ChannelSums, center: Float64Array, n: number) {
  const [mean, variance] = [makeDoubles(center.length), makeDoubles(center.length)];
  for (let c = 0; c < mean.length; c++) {
    const distance = sums[c] / n;
    mean[c] = center[c] + distance;
    variance[c] = Math.max(0, products[c] / n - distance * distance);
  }
  return { mean, variance };
}

/** The first number of each channel; 0 for NaN and ±∞, since ∞ − ∞ would turn a mean of ∞ into NaN. */
export function firstOfChannels(x: Floats, { channels, inner }: Planes): Float64Array {
  const first = makeDoubles(channels);
  for (let c = 0; c < channels; c++) first[c] = Number.isFinite(x[c * inner]) ? x[c * inner] : 0;
  return first;
}
