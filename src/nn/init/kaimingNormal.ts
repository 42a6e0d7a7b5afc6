import type { Random } from "../../autograd/random.ts";
import type { Tensor } from "../../autograd/tensor.ts";
import { fans } from "./fans.ts";
import { normalInit } from "./normalInit.ts";

/** N(0, gain² / fanIn); see `kaimingUniform`. */
export function kaimingNormal(weight: Tensor, random: Random, gain = Math.SQRT2): Tensor {
  return normalInit(weight, random, 0, gain / Math.sqrt(fans(weight.shape).fanIn));
}
