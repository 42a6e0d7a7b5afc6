import type { Floats } from "../array/floats.ts";
import type { NdArray } from "../array/ndArray.ts";
import type { Tensor } from "./tensor.ts";

/**
 * The vector-Jacobian product of one input: ∂L/∂y ↦ ∂L/∂x.
 * Returns either a new array or `dy` itself (perhaps reshaped), never an array that something else still holds.
 */
export type Vjp = (dy: NdArray) => NdArray;

/** Adds what a `Vjp` returns to a sum of contributions to ∂L/∂x. */
export type Addition = (sum: Floats, dy: NdArray) => void;

/**
 * One input of an op with its vector-Jacobian product. The addition is a second form of that, for products that are
 * mostly zeros.
 */
export type Edge = readonly [input: Tensor, vjp: Vjp, add?: Addition];
