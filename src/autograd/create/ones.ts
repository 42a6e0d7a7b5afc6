import type { Shape } from "../../array/shape.ts";
import type { Tensor } from "../tensor.ts";
import { filled, type TensorOptions } from "./support.ts";

/**
 * Makes a tensor of the given shape with every element 1.
 *
 * @example ones([3]).data // [1, 1, 1]
 */
export const ones = (shape: Shape, options: TensorOptions = {}): Tensor => filled("ones", shape, options, 1);
