import type { Shape } from "../../array/shape.ts";
import type { Random } from "../random.ts";
import type { Tensor } from "../tensor.ts";
import { drawn, type TensorOptions } from "./support.ts";

export interface UniformOptions extends TensorOptions {
  random: Random;
  /** Default: 0. */
  low?: number;
  /** Excluded. Default: 1. */
  high?: number;
}

/**
 * Draws uniform numbers from [low, high).
 *
 * @example uniform([2, 3], { random: new Random(1), low: -1 }).shape // [2, 3]
 */
export const uniform = (shape: Shape, options: UniformOptions): Tensor =>
  drawn("uniform", shape, options, (random) => random.uniform(options.low, options.high), ["low", "high"]);
