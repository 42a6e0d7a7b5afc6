import type { Shape } from "../../array/shape.ts";
import type { Random } from "../random.ts";
import type { Tensor } from "../tensor.ts";
import { drawn, type TensorOptions } from "./support.ts";

/**
 * Draws standard normal numbers.
 *
 * @example randn([2, 3], { random: new Random(1) }).shape // [2, 3]
 */
export const randn = (shape: Shape, options: TensorOptions & { random: Random }): Tensor =>
  drawn("randn", shape, options, (random) => random.normal());
