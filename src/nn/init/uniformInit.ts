import { checkRandom } from "../../autograd/checkRandom.ts";
import type { Random } from "../../autograd/random.ts";
import type { Tensor } from "../../autograd/tensor.ts";

export interface UniformInitOptions {
  random: Random;
  /** Default: -1. */
  low?: number;
  /** Excluded. Default: 1. */
  high?: number;
}

/** Draws every weight from U(low, high). Changes the tensor and returns it. */
export function uniformInit(weight: Tensor, options: UniformInitOptions): Tensor {
  checkRandom("uniformInit", options, ["low", "high"]);
  const { random, low = -1, high = 1 } = options;
  weight.assign(Float64Array.from({ length: weight.size }, () => random.uniform(low, high)));
  return weight;
}
