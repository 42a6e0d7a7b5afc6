import { combine } from "../array/combine.ts";
import type { Floats } from "../array/floats.ts";
import type { Loops } from "../array/loops.ts";
import { NdArray } from "../array/ndArray.ts";
import { broadcastShape, type Shape, sizeOf } from "../array/shape.ts";
import { arithmetic as code } from "../generated/wasm/arithmetic.ts";
import { applies } from "./elementwise.ts";
import { broadcast } from "./wasm/broadcast.ts";

const simd = { code, sameBits: true };

/** Computes a ∘ b as a new array, by the kernel of that name where it applies, else by the loops of ndarray-ops. */
export function arithmetic(operation: "add" | "sub" | "mul" | "div", loops: Loops, a: NdArray, b: NdArray): NdArray {
  if (applies(simd, Math.max(a.size, b.size))) {
    const shape = broadcastShape(operation, a.shape, b.shape);
    const [x, z] = [repeating(a, shape), repeating(b, shape)];
    const y = x && z && broadcast(code, operation, sizeOf(shape), x, z);
    if (y) return new NdArray(y, shape);
  }
  return combine(operation, loops, a, b);
}

/** The numbers that, written one time after another, fill the shape with x; null if there are none. */
function repeating(x: NdArray, shape: Shape): Floats | null {
  if (x.isView) {
    const { data, stride, offset } = x.view;
    return stride.some((step) => step > 0) ? null : data.subarray(offset, offset + 1);
  }
  const missing = shape.length - x.shape.length;
  let first = 0;
  while (first < x.shape.length && x.shape[first] === 1) first++;
  for (let axis = first; axis < x.shape.length; axis++) if (x.shape[axis] !== shape[axis + missing]) return null;
  return x.data;
}
