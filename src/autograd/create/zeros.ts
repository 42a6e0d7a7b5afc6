import type { Shape } from "../../array/shape.ts";
import type { Tensor } from "../tensor.ts";
import { filled, type TensorOptions } from "./support.ts";

/** @example zeros([2, 2]).data // [0, 0, 0, 0] */
export const zeros = (shape: Shape, options: TensorOptions = {}): Tensor => filled("zeros", shape, options);
