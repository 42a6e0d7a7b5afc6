import type { Floats } from "../array/floats.ts";
import type { ChannelSums, Planes } from "./planes.ts";
import { channelSums as reference } from "./reference/channels.ts";
import { usingFast } from "./usingFast.ts";
import { channelSums as fast } from "./wasm/channels.ts";

/** Returns Σ v and Σ v (x − center) of each channel, where v is x − center if it is null. */
export function channelSums(x: Floats, v: Floats | null, center: Float64Array, planes: Planes): ChannelSums {
  return (usingFast() && fast(x, v, center, planes)) || reference(x, v, center, planes);
}
