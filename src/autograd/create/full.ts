import type { Shape } from "../../array/shape.ts";
import type { Tensor } from "../tensor.ts";
import { filled, type TensorOptions } from "./support.ts";

/** @example full([2], 7).data // [7, 7] */
export const full = (shape: Shape, value: number, options: TensorOptions = {}): Tensor =>
  filled("full", shape, options, value);
