import type { Shape } from "../../array/shape.ts";
import type { Random } from "../random.ts";
import type { Tensor } from "../tensor.ts";
import { filled, type TensorOptions } from "./support.ts";

/** Uniform numbers in [low, high). */
export const uniform = (random: Random, shape: Shape, low = 0, high = 1, options: TensorOptions = {}): Tensor => {
  const result = filled("uniform", shape, options);
  for (let i = 0; i < result.size; i++) result.data[i] = random.uniform(low, high);
  return result;
};
