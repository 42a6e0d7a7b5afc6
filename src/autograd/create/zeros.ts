import type { Shape } from "../../array/shape.ts";
import type { Tensor } from "../tensor.ts";
import { filled, type TensorOptions } from "./support.ts";

/**
 * Makes a tensor of the given shape with every element 0.
 *
 * @example zeros([2, 2]).data // [0, 0, 0, 0]
 */
export const zeros = (shape: Shape, options: TensorOptions = {}): Tensor => filled("zeros", shape, options);
