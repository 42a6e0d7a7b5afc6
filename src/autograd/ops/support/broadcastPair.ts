import type { Floats } from "../../../array/floats.ts";
import { array, type NdArray } from "../../../array/ndArray.ts";
import { broadcastShape, type Shape } from "../../../array/shape.ts";
import { expand } from "../../../array/views.ts";
import type { Tensor } from "../../tensor.ts";
import { type Operand, operands } from "./operands.ts";
import { unbroadcast } from "./unbroadcast.ts";

/** Two operands of one shape, so that an op's loop can run over flat arrays of one length. */
export interface Pair {
  /** The operands as tensors with their original shapes: the inputs to record. */
  readonly x: Tensor;
  readonly z: Tensor;
  readonly shape: Shape;
  /** Their values, repeated to fill `shape`. */
  readonly a: Floats;
  readonly b: Floats;
}

/** Broadcasts both operands to one shape. Throws in the name of `who` if they do not fit. */
export function broadcastPair(who: string, left: Operand, right: Operand): Pair {
  const [x, z] = operands(who, left, right);
  const shape = broadcastShape(who, x.shape, z.shape);
  return { x, z, shape, a: expand(x, shape).data, b: expand(z, shape).data };
}

/** Sums a gradient of the common shape back to the shape of its input. */
export const toInput = (values: Floats, { shape }: Pair, input: Tensor): NdArray =>
  unbroadcast(array(values, shape), input.shape);
