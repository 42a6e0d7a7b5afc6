import { type Loops, run } from "./loops.ts";
import { makeZeros } from "./makeZeros.ts";
import { NdArray } from "./ndArray.ts";
import { broadcastShape, sizeOf } from "./shape.ts";
import { expand } from "./views.ts";

/** Runs the loops of one operation of ndarray-ops over two broadcast operands, into a new array. */
export function combine(operation: string, loops: Loops, a: NdArray, b: NdArray): NdArray {
  const shape = broadcastShape(operation, a.shape, b.shape);
  const kind = a.view.data instanceof Float64Array ? a.view.data : b.view.data;
  const out = new NdArray(makeZeros(kind, sizeOf(shape)), shape);
  if (out.size > 0) run(loops, out.view, expand(a, shape).view, expand(b, shape).view);
  return out;
}
