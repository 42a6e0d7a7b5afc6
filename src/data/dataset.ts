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
 * A data set from flat numbers, checked: as many labels as inputs, labels in range, every number finite.
 * `source` is what errors call it: a file or a function.
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
    throw new TypeError(`${source}: the inputs are ${describeValue(values)}; it needs flat numbers, a Float32Array`);
  const inputs = finite(source, "inputs", values, shape);
  sameCount(source, inputs, labels.length, "labels");
  for (let i = 0; i < labels.length; i++) {
    if (!Number.isInteger(labels[i]) || labels[i] < 0 || labels[i] >= classes) {
      throw new RangeError(
        `${source}: label ${i} is ${labels[i]}; it needs to be a whole number from 0 to ${classes - 1}`,
      );
    }
  }
  return { inputs, labels: Int32Array.from(labels), classes };
}

export function sameCount(source: string, inputs: NdArray, found: number, what: string): void {
  if (inputs.shape[0] !== found) {
    throw new RangeError(
      `${source}: ${inputs.shape[0]} inputs ${showShape(inputs.shape)} but ${found} ${what}; each input needs one`,
    );
  }
}

/** An array without NaN and Infinity: the first one is named by its example and its place there. */
export function finite(source: string, what: string, values: Floats, shape: Shape): NdArray {
  if (shape.length === 0)
    throw new RangeError(`${source}: ${what} of shape [] need a first axis, one entry per example`);
  const numbers = array(values, shape);
  const size = sizeOf(shape.slice(1));
  const bad = values.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0) {
    throw new RangeError(
      `${source}: element ${bad % size} of example ${Math.floor(bad / size)} is ${values[bad]}; ${what} need to be finite`,
    );
  }
  return numbers;
}
