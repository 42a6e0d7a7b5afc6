import type { Shape } from "../../array/shape.ts";
import type { Random } from "../random.ts";
import type { Tensor } from "../tensor.ts";
import { filled, type TensorOptions } from "./support.ts";

/** Standard normal numbers. */
export const randn = (random: Random, shape: Shape, options: TensorOptions = {}): Tensor => {
  const result = filled("randn", shape, options);
  for (let i = 0; i < result.size; i++) result.data[i] = random.normal();
  return result;
};
