import type { Random } from "../../autograd/random.ts";
import type { Tensor } from "../../autograd/tensor.ts";
import { fans } from "./fans.ts";
import { uniformInit } from "./uniformInit.ts";

/**
 * U(−b, b) with b = gain √(3 / fanIn): keeps the variance of activations through ReLU layers when gain = √2.
 *
 * He et al., "Delving Deep into Rectifiers", ICCV 2015, equation 10.
 */
export function kaimingUniform(weight: Tensor, random: Random, gain = Math.SQRT2): Tensor {
  const bound = gain * Math.sqrt(3 / fans(weight.shape).fanIn);
  return uniformInit(weight, random, -bound, bound);
}
