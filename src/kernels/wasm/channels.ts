import type { Floats } from "../../array/floats.ts";
import { channels as code } from "../../generated/wasm/channels.ts";
import type { ChannelMap, ChannelSums, Planes } from "../planes.ts";
import { channelMap as reference } from "../reference/channels.ts";
import { begin, deliver, input, room } from "./staging.ts";

/** Sums of each channel. Returns null where the plain loops apply. */
export function channelSums(
  x: Floats,
  v: Floats | null,
  center: Float64Array,
  { channels, inner }: Planes,
): ChannelSums | null {
  const wasm = begin(x, v ?? x, x, 6 * channels);
  if (wasm === null) return null;
  const [centers, sums, products] = [center, center, center].map(() => room(2 * channels));
  const numbers = new Float64Array(wasm.memory.buffer);
  numbers.set(center, centers >> 3);
  const operands = [input(wasm, x), v === null ? 0 : input(wasm, v), centers, sums, products];
  wasm.load(code).channelSums(...operands, x.length / (channels * inner), channels, inner);
  const read = (start: number): Float64Array => numbers.slice(start >> 3, (start >> 3) + channels);
  return { sums: read(sums), products: read(products) };
}

/**
 * An affine map of each channel. Returns false, with nothing done, where the plain loops apply.
 *
 * The center is subtracted in f32. What its rounding left is in the shift, so that no digit of x − center is lost.
 * The plain loop maps channels that need f64. So no channel's result depends on the numbers of another.
 */
export function channelMap(x: Floats, v: Floats | null, y: Floats, map: ChannelMap, planes: Planes): boolean {
  const { center, slope, shift, factor = slope } = map;
  const { channels, inner } = planes;
  const wasm = begin(x, v ?? x, y, 4 * channels);
  if (wasm === null) return false;
  const step = channels + 4;
  const numbers = room(4 * step);
  const double = new Set<number>();
  for (let c = 0; c < channels; c++) {
    const at = (numbers >> 2) + c;
    if (needsDouble(slope[c]) || needsDouble(factor[c]) || !Number.isFinite(center[c])) double.add(c);
    const near = Math.fround(center[c]);
    wasm.f32[at] = near;
    wasm.f32[at + step] = slope[c];
    wasm.f32[at + 2 * step] = shift[c] + (near - center[c]) * slope[c];
    wasm.f32[at + 3 * step] = factor[c];
  }
  const to = room(y.length);
  const operands = [input(wasm, x), v === null ? 0 : input(wasm, v), numbers, 4 * step, to];
  wasm.load(code).channelMap(...operands, x.length / (channels * inner), channels, inner);
  deliver(wasm, to, y);
  if (double.size > 0) reference(x, v, y, map, planes, double);
  return true;
}

/** True if the number, or a product with it, might leave the range of f32. */
const needsDouble = (value: number): boolean => Math.abs(value) > 1e18 || (value !== 0 && Math.abs(value) < 1e-36);
