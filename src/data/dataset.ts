import type { Floats } from "../array/floats.ts";
import { array, type NdArray } from "../array/ndArray.ts";
import { type Shape, showShape, sizeOf } from "../array/shape.ts";
import { describeValue } from "../check/describeValue.ts";

/** Examples with class labels.   inputs: [n, …features]   labels: [n] whole numbers below `classes` */
export interface Dataset {
  readonly inputs: NdArray;
  readonly labels: Int32Array;
  readonly classes: number;
}

/** Examples with numbers to predict.   inputs: [n, …features]   targets: [n, …outputs] */
export interface RegressionDataset {
  readonly inputs: NdArray;
  readonly targets: NdArray;
}

export type Examples = Dataset | RegressionDataset;

/**
 * Makes a data set of flat numbers. `source` names it in errors: a file or a function.
 * Throws RangeError unless each input has a label in range and every number is finite.
 *
 * @example dataset("corners", new Float32Array([0, 0, 1, 1]), [2, 2], [0, 1], 2).labels // [0, 1]
 */
export function dataset(
  source: string,
  values: Floats,
  shape: Shape,
  labels: ArrayLike<number>,
  classes: number,
): Dataset {
  if (!ArrayBuffer.isView(values))
    throw new TypeError(`${source}: inputs must be a Float32Array or Float64Array, got ${describeValue(values)}`);
  const inputs = finite(source, "inputs", values, shape);
  sameCount(source, inputs, labels.length, "labels");
  for (let i = 0; i < labels.length; i++) {
    if (!Number.isInteger(labels[i]) || labels[i] < 0 || labels[i] >= classes) {
      throw new RangeError(
        `${source}: label ${i} must be an integer from 0 to ${classes - 1}, got ${describeValue(labels[i])}`,
      );
    }
  }
  return { inputs, labels: Int32Array.from(labels), classes };
}

/** Throws RangeError unless there is one label or target for each input. */
export function sameCount(source: string, inputs: NdArray, found: number, what: string): void {
  if (inputs.shape[0] !== found) {
    throw new RangeError(
      `${source}: each of the inputs ${showShape(inputs.shape)} needs one of the ${what}, got ${found}`,
    );
  }
}

/** Makes an array. Throws RangeError at the first NaN or Infinity, with its example and its place there. */
export function finite(source: string, what: string, values: Floats, shape: Shape): NdArray {
  if (shape.length === 0)
    throw new RangeError(`${source}: ${what} must have a first axis, one entry per example, got shape []`);
  const numbers = array(values, shape);
  const size = sizeOf(shape.slice(1));
  // A loop, since a callback for each of millions of pixels is slow before it is compiled.
  for (let i = 0; i < values.length; i++) {
    if (Number.isFinite(values[i])) continue;
    throw new RangeError(
      `${source}: ${what} must be finite, got ${values[i]} as element ${i % size} of example ${Math.floor(i / size)}`,
    );
  }
  return numbers;
}
