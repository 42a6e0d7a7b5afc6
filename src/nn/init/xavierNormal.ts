import type { Random } from "../../autograd/random.ts";
import type { Tensor } from "../../autograd/tensor.ts";
import { fans } from "./fans.ts";
import { normalInit } from "./normalInit.ts";
import { readGain } from "./readGain.ts";

/** Draws from N(0, 2 gain² / (fanIn + fanOut)), gain 1 by default; see `xavierUniform`. */
export function xavierNormal(weight: Tensor, options: { random: Random; gain?: number }): Tensor {
  const gain = readGain("xavierNormal", options, 1);
  const { fanIn, fanOut } = fans(weight.shape);
  return normalInit(weight, { random: options.random, deviation: gain * Math.sqrt(2 / (fanIn + fanOut)) });
}
