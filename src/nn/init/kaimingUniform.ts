import type { Random } from "../../autograd/random.ts";
import type { Tensor } from "../../autograd/tensor.ts";
import { fans } from "./fans.ts";
import { readGain } from "./readGain.ts";
import { uniformInit } from "./uniformInit.ts";

/**
 * Draws from U(−b, b) with b = gain √(3 / fanIn). Gain √2, the default, keeps the variance of activations through
 * ReLU layers.
 *
 * He et al., "Delving Deep into Rectifiers", ICCV 2015, equation 10.
 */
export function kaimingUniform(weight: Tensor, options: { random: Random; gain?: number }): Tensor {
  const bound = readGain("kaimingUniform", options, Math.SQRT2) * Math.sqrt(3 / fans(weight.shape).fanIn);
  return uniformInit(weight, { random: options.random, low: -bound, high: bound });
}
