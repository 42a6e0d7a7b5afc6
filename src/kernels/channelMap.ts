import type { Floats } from "../array/floats.ts";
import { makeRoom } from "../array/makeZeros.ts";
import type { ChannelMap, Planes } from "./planes.ts";
import { channelMap as reference } from "./reference/channels.ts";
import { usingFast } from "./usingFast.ts";
import { channelMap as fast } from "./wasm/channels.ts";

/** Returns y = slope (x − center) + shift, and + factor v if there is a v, with the numbers of each channel. */
export function channelMap(x: Floats, v: Floats | null, map: ChannelMap, planes: Planes): Floats {
  const result = usingFast() ? fast(x, v, map, planes) : null;
  if (result !== null) return result;
  const y = makeRoom(x);
  reference(x, v, y, map, planes);
  return y;
}
