import type { Random } from "../../autograd/random.ts";
import type { Tensor } from "../../autograd/tensor.ts";
import { fans } from "./fans.ts";
import { readGain } from "./readGain.ts";
import { uniformInit } from "./uniformInit.ts";

/**
 * Draws from U(−b, b) with b = gain √(6 / (fanIn + fanOut)), gain 1 by default. This keeps variances forward and
 * backward through linear layers.
 *
 * Glorot & Bengio, "Understanding the difficulty of training deep feedforward neural networks", AISTATS 2010,
 * equation 16.
 */
export function xavierUniform(weight: Tensor, options: { random: Random; gain?: number }): Tensor {
  const gain = readGain("xavierUniform", options, 1);
  const { fanIn, fanOut } = fans(weight.shape);
  const bound = gain * Math.sqrt(6 / (fanIn + fanOut));
  return uniformInit(weight, { random: options.random, low: -bound, high: bound });
}
