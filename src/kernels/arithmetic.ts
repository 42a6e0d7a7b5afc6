import { combine } from "../array/combine.ts";
import type { Floats } from "../array/floats.ts";
import type { Loops } from "../array/loops.ts";
import { NdArray } from "../array/ndArray.ts";
import { broadcastShape, type Shape, sizeOf } from "../array/shape.ts";
import { arithmetic as code } from "../generated/wasm/arithmetic.ts";
import { applies } from "./elementwise.ts";
import { elementwise } from "./wasm/elementwise.ts";

const simd = { code, sameBits: true };

/** Computes a ∘ b as a new array, by the kernel of that name where it applies, else by the loops of ndarray-ops. */
export function arithmetic(operation: "add" | "sub" | "mul" | "div", loops: Loops, a: NdArray, b: NdArray): NdArray {
  if (applies(simd, Math.max(a.size, b.size))) {
    const shape = broadcastShape(operation, a.shape, b.shape);
    const [x, z] = [repeating(a, shape), repeating(b, shape)];
    const y = x && z && elementwise(code, operation, null, sizeOf(shape), 0, 0, x, z);
    if (y) return new NdArray(y, shape);
  }
  return combine(operation, loops, a, b);
}

/** The numbers that, written one time after another, fill the shape with x; undefined if there are none. */
function repeating(x: NdArray, shape: Shape): Floats | undefined {
  if (x.isView) {
    const { data, stride, offset } = x.view;
    return stride.some(Boolean) ? undefined : data.subarray(offset, offset + 1);
  }
  const missing = shape.length - x.shape.length;
  const first = x.shape.findIndex((n) => n > 1);
  const fits = x.shape.every((n, axis) => axis < first || n === shape[axis + missing]);
  return fits || first < 0 ? x.data : undefined;
}
