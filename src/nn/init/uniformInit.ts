import type { Random } from "../../autograd/random.ts";
import type { Tensor } from "../../autograd/tensor.ts";

/** U(low, high). */
export function uniformInit(weight: Tensor, random: Random, low = -1, high = 1): Tensor {
  weight.assign(Float64Array.from({ length: weight.size }, () => random.uniform(low, high)));
  return weight;
}
