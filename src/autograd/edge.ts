import type { NdArray } from "../array/ndArray.ts";
import type { Tensor } from "./tensor.ts";

/**
 * The vector-Jacobian product of one input: ∂L/∂y ↦ ∂L/∂x.
 * Returns either a new array or `dy` itself (perhaps reshaped), never an array that something else still holds.
 */
export type Vjp = (dy: NdArray) => NdArray;

/** One input of an op with its vector-Jacobian product. */
export type Edge = readonly [input: Tensor, vjp: Vjp];
