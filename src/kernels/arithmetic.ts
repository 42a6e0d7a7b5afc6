import { type Adder, addBy } from "../array/addInto.ts";
import { combine } from "../array/combine.ts";
import type { Loops } from "../array/loops.ts";
import { NdArray } from "../array/ndArray.ts";
import { repeating } from "../array/repeating.ts";
import { broadcastShape, sizeOf } from "../array/shape.ts";
import { expand } from "../array/views.ts";
import { arithmetic as code } from "../generated/wasm/arithmetic.ts";
import { applies } from "./elementwise.ts";
import { usingFast } from "./usingFast.ts";
import { elementwise } from "./wasm/elementwise.ts";
import { begin, input, none } from "./wasm/staging.ts";

const simd = { code, sameBits: true };

/**
 * Computes a ∘ b as a new array, by the kernel where it applies, else by the loops of ndarray-ops. The kernels of add,
 * sub, mul and div are at 0 to 3.
 */
export function arithmetic(operation: string, kernel: number, loops: Loops, a: NdArray, b: NdArray): NdArray {
  addBy(addInPlace);
  if (applies(simd, Math.max(a.size, b.size)) && !a.isFloat64 && !b.isFloat64) {
    const shape = broadcastShape(operation, a.shape, b.shape);
    const [x, z] = [a, b].map((operand) => repeating(operand, shape) ?? expand(operand, shape).data);
    const y = elementwise(code, kernel, null, sizeOf(shape), 0, 0, x, z);
    if (y) return new NdArray(y, shape);
  }
  return combine(operation, loops, a, b);
}

/** y += x for y in the kernels' memory: the bits of the loop, since an f64 sum of two f32 numbers rounds to theirs. */
const addInPlace: Adder = (y, x, at, from, length) => {
  const wasm = usingFast() && length % 4 === 0 ? begin(y, x, none) : null;
  if (y.buffer !== wasm?.memory.buffer) return false;
  const to = y.byteOffset + 4 * at;
  wasm.load(code)[0](to, input(wasm, x.subarray(from, from + length)), to, length);
  return true;
};
