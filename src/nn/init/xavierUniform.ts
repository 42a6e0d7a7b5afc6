import type { Random } from "../../autograd/random.ts";
import type { Tensor } from "../../autograd/tensor.ts";
import { fans } from "./fans.ts";
import { uniformInit } from "./uniformInit.ts";

/**
 * U(−b, b) with b = gain √(6 / (fanIn + fanOut)): keeps variances forward and backward through linear layers.
 *
 * Glorot & Bengio, "Understanding the difficulty of training deep feedforward neural networks", AISTATS 2010, equation 16.
 */
export function xavierUniform(weight: Tensor, random: Random, gain = 1): Tensor {
  const { fanIn, fanOut } = fans(weight.shape);
  const bound = gain * Math.sqrt(6 / (fanIn + fanOut));
  return uniformInit(weight, random, -bound, bound);
}
