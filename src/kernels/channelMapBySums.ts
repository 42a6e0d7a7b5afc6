import type { Floats } from "../array/floats.ts";
import { channelMap } from "./channelMap.ts";
import { channelSums } from "./channelSums.ts";
import type { ChannelMap, ChannelSums, Planes } from "./planes.ts";
import { usingFast } from "./usingFast.ts";
import { channelMapBySums as fast } from "./wasm/channels.ts";

/**
 * Returns the `channelMap` with the numbers that `mapOf` computes from the `channelSums`. Copies operands only once.
 */
export function channelMapBySums(
  x: Floats,
  v: Floats | null,
  center: Float64Array,
  planes: Planes,
  mapOf: (sums: ChannelSums) => ChannelMap,
): Floats {
  const result = usingFast() ? fast(x, v, center, planes, mapOf) : null;
  return result ?? channelMap(x, v, mapOf(channelSums(x, v, center, planes)), planes);
}
