import { mul } from "../../autograd/ops/arithmetic/mul.ts";
import type { Tensor } from "../../autograd/tensor.ts";

export type Point = readonly [x: number, y: number];

/** A test function of two numbers. */
export interface Surface {
  readonly name: string;
  /** The frame that pictures show, [low, high] of x and of y. */
  readonly domain: readonly [x: Point, y: Point];
  /** The places of the smallest value, and that value. */
  readonly minima: readonly Point[];
  readonly minimum: number;
  /** The usual start of a path. */
  readonly start: Point;
  /** A fact to watch for, in one line, true for every path. */
  readonly watchFor: string;
  /** f(x, y), element by element. */
  f(x: Tensor, y: Tensor): Tensor;
}

export const square = (x: Tensor): Tensor => mul(x, x);
export const wide = (half: number): Surface["domain"] => [
  [-half, half],
  [-half, half],
];
