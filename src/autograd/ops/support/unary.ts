import type { Floats } from "../../../array/floats.ts";
import { makeZeros } from "../../../array/makeZeros.ts";
import { NdArray } from "../../../array/ndArray.ts";
import { record } from "../../record.ts";
import type { Tensor } from "../../tensor.ts";
import { needTensor } from "./needTensor.ts";

/** y[i] from x[i], for every i. */
type Forward = (x: Floats, y: Floats) => void;
/** dx[i] = dy[i] · y′, where y′ may use x[i] or y[i], whichever is simpler. */
type Backward = (x: Floats, y: Floats, dy: Floats, dx: Floats) => void;

/**
 * An op that treats every element alike. Each op brings its own two loops: one loop shared by all of them would be
 * several times slower, because the engine could no longer inline the function in it.
 */
export function unary(op: string, x: Tensor, forward: Forward, backward: Backward): Tensor {
  needTensor(op, "the input", x);
  const values = x.data;
  const y = makeZeros(values);
  forward(values, y);
  return record(op, new NdArray(y, x.shape), [
    x,
    (dy) => {
      const dx = makeZeros(values);
      backward(values, y, dy.data, dx);
      return new NdArray(dx, x.shape);
    },
  ]);
}
