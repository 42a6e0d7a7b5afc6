import { checkRandom } from "../../autograd/checkRandom.ts";
import type { Random } from "../../autograd/random.ts";
import type { Tensor } from "../../autograd/tensor.ts";

export interface NormalOptions {
  random: Random;
  /** Default: 0. */
  mean?: number;
  /** Standard deviation. Default: 1. */
  deviation?: number;
}

/** Draws every weight from N(mean, deviation²). Changes the tensor and returns it. */
export function normalInit(weight: Tensor, options: NormalOptions): Tensor {
  checkRandom("normalInit", options, ["mean", "deviation"]);
  const { random, mean, deviation } = options;
  weight.assign(Float64Array.from({ length: weight.size }, () => random.normal(mean, deviation)));
  return weight;
}
