import type { Shape } from "../../array/shape.ts";
import type { Tensor } from "../tensor.ts";
import { filled, type TensorOptions } from "./support.ts";

/**
 * Makes a tensor of the given shape with every element `value`.
 *
 * @example full([2], 7).data // [7, 7]
 */
export const full = (shape: Shape, value: number, options: TensorOptions = {}): Tensor =>
  filled("full", shape, options, value);
