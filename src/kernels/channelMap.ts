import type { Floats } from "../array/floats.ts";
import type { ChannelMap, Planes } from "./planes.ts";
import { channelMap as reference } from "./reference/channels.ts";
import { usingFast } from "./usingFast.ts";
import { channelMap as fast } from "./wasm/channels.ts";

/** Computes y = slope (x − center) + shift, and + factor v if there is a v, with the numbers of each channel. */
export function channelMap(x: Floats, v: Floats | null, y: Floats, map: ChannelMap, planes: Planes): void {
  if (!(usingFast() && fast(x, v, y, map, planes))) reference(x, v, y, map, planes);
}
