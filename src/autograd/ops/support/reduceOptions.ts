import type { Shape } from "../../../array/shape.ts";
import { checkOptions } from "../../../check/checkOptions.ts";

export interface ReduceOptions {
  /** Keep the reduced axes with size 1, so that the result broadcasts against the input. */
  keepDims?: boolean;
}

/** Returns the option `keepDims`. Throws in the name of `who` at an unknown option. */
export function keepsDims(who: string, options: ReduceOptions): boolean {
  checkOptions(who, options, ["keepDims"]);
  return options.keepDims ?? false;
}

/** Returns the shape after reducing: without the axes, or with size 1 there if `keepDims` is true. */
export function reducedShape(shape: Shape, axes: readonly number[], keepDims: boolean): Shape {
  if (keepDims) return shape.map((n, axis) => (axes.includes(axis) ? 1 : n));
  return shape.filter((_, axis) => !axes.includes(axis));
}
