import type { Random } from "../../autograd/random.ts";
import type { Tensor } from "../../autograd/tensor.ts";

/** N(mean, deviation²). */
export function normalInit(weight: Tensor, random: Random, mean = 0, deviation = 1): Tensor {
  weight.assign(Float64Array.from({ length: weight.size }, () => random.normal(mean, deviation)));
  return weight;
}
