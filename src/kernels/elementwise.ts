/**
 * @file Loops over elements, and the SIMD kernels that compute the same for Float32. Each op has its own loop. One
 * loop for all ops would be several times slower, because the engine could not inline the function in it.
 */
import type { Floats } from "../array/floats.ts";
import { makeZeros } from "../array/makeZeros.ts";
import type { NdArray } from "../array/ndArray.ts";
import { repeating } from "../array/repeating.ts";
import { type Shape, sizeOf } from "../array/shape.ts";
import { expand } from "../array/views.ts";
import { usingFast } from "./usingFast.ts";
import { elementwise as fast, type Loop } from "./wasm/elementwise.ts";
import type { CompiledModule } from "./wasm/instance.ts";

/** A module of kernels. Each is named by its place there: 0 for the first function of the assembly file, and so on. */
export interface Simd {
  readonly code: CompiledModule;
  /**
   * True if they give the bits of their loops. Then short arrays use the loops. Other kernels compute arrays of any
   * length: a result must not depend on its neighbours.
   */
  readonly sameBits: boolean;
}

/** The least number of elements that are copied to a kernel and back sooner than the loop is done. */
export const worthCopying = 160;

export const applies = ({ sameBits }: Simd, elements: number): boolean =>
  (elements >= worthCopying || !sameBits) && usingFast();

/**
 * Returns a new array y of the length of the operands a, b and c. The kernel at this place computes it from them, p and
 * q. Where the kernel does not apply, the loop does.
 */
export function elementwise(
  simd: Simd | null,
  kernel: number | undefined,
  loop: Loop,
  p: number,
  q: number,
  a: Floats,
  b?: Floats,
  c?: Floats,
): Floats {
  let y =
    simd && kernel !== undefined && applies(simd, a.length)
      ? fast(simd.code, kernel, loop, a.length, p, q, a, b, c)
      : null;
  if (!y) {
    y = makeZeros(a);
    loop(y);
  }
  return y;
}

/**
 * As `elementwise`, for operands that broadcast to `shape`. The kernel repeats them where that needs no copy.
 * The loop gets copies that fill the shape.
 */
export function broadcastElementwise(
  simd: Simd,
  kernel: number,
  loop: (y: Floats, a: Floats, b: Floats, c: Floats) => void,
  shape: Shape,
  operands: readonly NdArray[],
): Floats {
  const n = sizeOf(shape);
  const full = (x: NdArray): Floats => expand(x, shape).data;
  if (applies(simd, n)) {
    const [a, b, c] = operands.map((x) => repeating(x, shape) ?? full(x));
    const y = fast(simd.code, kernel, null, n, 0, 0, a, b, c);
    if (y) return y;
  }
  const [a, b, c] = operands.map(full);
  const y = makeZeros(a, n);
  loop(y, a, b, c);
  return y;
}
