import { mul } from "../../autograd/ops/index.ts";
import type { Tensor } from "../../autograd/tensor.ts";

export type Point = readonly [x: number, y: number];

/** A test function of two numbers. */
export interface Surface {
  readonly name: string;
  /** The part of the plane worth looking at, [low, high] of x and of y. */
  readonly domain: readonly [x: Point, y: Point];
  /** Where it is smallest, and the value there. */
  readonly minima: readonly Point[];
  readonly minimum: number;
  /** Where optimizers usually start. */
  readonly start: Point;
  /** What it teaches, in one line. */
  readonly watchFor: string;
  /** f(x, y), element by element. */
  f(x: Tensor, y: Tensor): Tensor;
}

export const square = (x: Tensor): Tensor => mul(x, x);
export const wide = (half: number): Surface["domain"] => [
  [-half, half],
  [-half, half],
];
