import type { Random } from "../../autograd/random.ts";
import type { Tensor } from "../../autograd/tensor.ts";
import { fans } from "./fans.ts";
import { normalInit } from "./normalInit.ts";

/** N(0, 2 gain² / (fanIn + fanOut)); see `xavierUniform`. */
export function xavierNormal(weight: Tensor, random: Random, gain = 1): Tensor {
  const { fanIn, fanOut } = fans(weight.shape);
  return normalInit(weight, random, 0, gain * Math.sqrt(2 / (fanIn + fanOut)));
}
