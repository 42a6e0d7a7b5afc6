import type { Floats } from "../../../array/floats.ts";
import { NdArray } from "../../../array/ndArray.ts";
import { elementwise, type Simd } from "../../../kernels/elementwise.ts";
import type { WithSlopes } from "../../../kernels/withSlopes.ts";
import { isRecording } from "../../isRecording.ts";
import { record } from "../../support/record.ts";
import type { Tensor } from "../../tensor.ts";
import { needTensor } from "./needTensor.ts";

/** y[i] from x[i], for every i. */
type Forward = (x: Floats, y: Floats) => void;
/** dx[i] = dy[i] · y′, where y′ may use x[i] or y[i], whichever is simpler. */
type Backward = (x: Floats, y: Floats, dy: Floats, dx: Floats) => void;

/** SIMD kernels that compute the same as the loops, by their places in the module. */
export interface UnaryKernels extends Simd {
  readonly forward: number;
  /** Takes x, y or y′, and dy. */
  readonly backward: number;
  readonly reads: "x" | "y" | "slopes";
  /** Returns y and y′, where to compute y′ in backward would take longer. Null where the loop applies. */
  readonly withSlopes?: (x: Floats) => WithSlopes | null;
}

/**
 * An op that treats every element alike. Each op has its own two loops. One loop for all ops would be several times
 * slower, because the engine could not inline the function in it. Where the op has kernels, they get p and q.
 */
export function unary(
  op: string,
  x: Tensor,
  forward: Forward,
  backward: Backward,
  kernels: UnaryKernels | null = null,
  p = 0,
  q = 0,
): Tensor {
  needTensor(op, "the input", x);
  const values = x.data;
  const saved = x.requiresGrad && isRecording() ? kernels?.withSlopes?.(values) : null;
  const y = saved?.y ?? elementwise(kernels, kernels?.forward, (y) => forward(values, y), p, q, values);
  return record(op, new NdArray(y, x.shape), [
    x,
    ({ data: dy }) => {
      const loop = (dx: Floats): void => backward(values, y, dy, dx);
      const read = { x: values, y, slopes: saved?.slopes }[kernels?.reads ?? "x"];
      // Without slopes the loop applies.
      return new NdArray(elementwise(read ? kernels : null, kernels?.backward, loop, p, q, read ?? dy, dy), x.shape);
    },
  ]);
}
