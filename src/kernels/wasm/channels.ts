import type { Floats } from "../../array/floats.ts";
import { makeDoubles, reused } from "../../array/makeZeros.ts";
import { channels as code } from "../../generated/wasm/channels.ts";
import type { ChannelMap, ChannelSums, Planes } from "../planes.ts";
import { channelMap as reference } from "../reference/channels.ts";
import type { Instance } from "./instance.ts";
import { needsDouble } from "./needsDouble.ts";
import { begin, delivered, input, room } from "./staging.ts";

/** The operands of a call where the kernels read them. */
interface Staged {
  readonly wasm: Instance;
  readonly addresses: readonly number[];
  /** [batch, channels, inner] */
  readonly shape: readonly number[];
}

function stage(x: Floats, v: Floats | null, { channels, inner }: Planes): Staged | null {
  const wasm = begin(x, v ?? x, x, 10 * channels);
  if (wasm === null) return null;
  const addresses = [input(wasm, x), v === null ? 0 : input(wasm, v)];
  return { wasm, addresses, shape: [x.length / (channels * inner), channels, inner] };
}

function sumsOf({ wasm, addresses, shape }: Staged, center: Float64Array): ChannelSums {
  const [centers, sums, products] = [center, center, center].map(() => room(2 * center.length));
  wasm.f64.set(center, centers >> 3);
  wasm.load(code)[0](...addresses, centers, sums, products, ...shape);
  const read = (start: number): Float64Array => {
    const result = makeDoubles(center.length);
    result.set(wasm.f64.subarray(start >> 3, (start >> 3) + center.length));
    return result;
  };
  return { sums: read(sums), products: read(products) };
}

/**
 * The center is subtracted in f32. What its rounding left is in the shift, so that no digit of x − center is lost.
 * The plain loop maps channels that need f64. So no channel's result depends on the numbers of another.
 */
function mapped({ wasm, addresses, shape }: Staged, x: Floats, v: Floats | null, map: ChannelMap): Floats {
  const { center, slope, shift, factor = slope } = map;
  const [, channels, inner] = shape;
  const step = channels + 4;
  const numbers = room(4 * step);
  const { f32 } = wasm;
  const double = new Set<number>();
  for (let c = 0; c < channels; c++) {
    const at = (numbers >> 2) + c;
    if (needsDouble(slope[c]) || needsDouble(factor[c]) || !Number.isFinite(center[c])) double.add(c);
    const near = Math.fround(center[c]);
    f32[at] = near;
    f32[at + step] = slope[c];
    f32[at + 2 * step] = shift[c] + (near - center[c]) * slope[c];
    f32[at + 3 * step] = factor[c];
  }
  // The kernel writes whole vectors: where the last one may end beyond y, it writes aside.
  const y = reused(x, x.length);
  const inPlace = y?.buffer === wasm.memory.buffer && (inner === 1 ? channels : inner) % 4 === 0;
  const to = y !== null && inPlace ? y.byteOffset : room(x.length);
  wasm.load(code)[1](...addresses, numbers, 4 * step, to, ...shape);
  const result = delivered(wasm, to, y, x.length);
  if (double.size > 0) reference(x, v, result, map, { channels, inner }, double);
  return result;
}

/** Sums of each channel. Returns null where the plain loops apply. */
export function channelSums(x: Floats, v: Floats | null, center: Float64Array, planes: Planes): ChannelSums | null {
  const staged = stage(x, v, planes);
  return staged && sumsOf(staged, center);
}

/** An affine map of each channel. Returns null where the plain loops apply. */
export function channelMap(x: Floats, v: Floats | null, map: ChannelMap, planes: Planes): Floats | null {
  const staged = stage(x, v, planes);
  return staged && mapped(staged, x, v, map);
}

/** The map that `mapOf` makes of the sums; it runs no kernel. Returns null where the plain loops apply. */
export function channelMapBySums(
  x: Floats,
  v: Floats | null,
  center: Float64Array,
  planes: Planes,
  mapOf: (sums: ChannelSums) => ChannelMap,
): Floats | null {
  const staged = stage(x, v, planes);
  return staged && mapped(staged, x, v, mapOf(sumsOf(staged, center)));
}
