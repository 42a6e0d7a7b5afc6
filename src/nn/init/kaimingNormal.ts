import type { Random } from "../../autograd/random.ts";
import type { Tensor } from "../../autograd/tensor.ts";
import { fans } from "./fans.ts";
import { normalInit } from "./normalInit.ts";
import { readGain } from "./readGain.ts";

/** Draws from N(0, gain² / fanIn), gain √2 by default; see `kaimingUniform`. */
export function kaimingNormal(weight: Tensor, options: { random: Random; gain?: number }): Tensor {
  const gain = readGain("kaimingNormal", options, Math.SQRT2);
  return normalInit(weight, { random: options.random, deviation: gain / Math.sqrt(fans(weight.shape).fanIn) });
}
