/** @file The labels of classification losses: one class per row, and optionally a weight per class. */

import { type Shape, showShape } from "../../../array/shape.ts";
import { describeValue } from "../../../check/describeValue.ts";
import { Tensor } from "../../tensor.ts";
import { outOfRange } from "./outOfRange.ts";

/** One class number per row of the batch: a list, an integer array, or a tensor of whole numbers. */
export type Labels = ArrayLike<number> | Tensor;

/** Checks labels against scores [batch, classes] and returns them. Throws at the first wrong row, with its value. */
export function readLabels(who: string, scores: Shape, labels: Labels): Int32Array {
  if (scores.length !== 2) {
    throw new RangeError(`${who}: the scores must have 2 axes, [batch, classes], got ${showShape(scores)}`);
  }
  const [rows, classes] = scores;
  const given = labels instanceof Tensor ? labels.data : labels;
  if (typeof given?.length !== "number") {
    throw new TypeError(`${who}: the labels must be a list of one class number a row, got ${describeValue(labels)}`);
  }
  if (given.length !== rows) {
    throw new RangeError(`${who}: the rows of ${showShape(scores)} must have ${rows} labels, got ${given.length}`);
  }
  // Written one by one: Int32Array.from walks a list by its iterator, which takes several times as long.
  const known = new Int32Array(rows);
  for (let row = 0; row < rows; row++) {
    const label = given[row];
    if (!Number.isInteger(label) || label < 0 || label >= classes) {
      throw new RangeError(`${who}: every label must be ${outOfRange(classes, label)} in row ${row}`);
    }
    known[row] = label;
  }
  return known;
}

/** Returns one weight per class, all 1 unless given. Throws at a weight that is not a finite number >= 0. */
export function readClassWeights(who: string, classes: number, weights: ArrayLike<number> | undefined): Float64Array {
  if (weights === undefined) return new Float64Array(classes).fill(1);
  if (weights?.length !== classes) {
    throw new RangeError(
      `${who}: classWeights must have one weight for each of the ${classes} classes, got ${weights?.length ?? describeValue(weights)}`,
    );
  }
  for (let c = 0; c < classes; c++) {
    if (!(weights[c] >= 0 && weights[c] < Infinity)) {
      throw new RangeError(`${who}: every class weight must be finite and 0 or more, got ${weights[c]} for class ${c}`);
    }
  }
  return Float64Array.from(weights);
}

/** Returns the sum of the weights of the rows' labels, the divisor of a weighted mean. Throws if it is 0. */
export function weightOfRows(who: string, weights: Float64Array, labels: Int32Array): number {
  let sum = 0;
  for (let row = 0; row < labels.length; row++) sum += weights[labels[row]];
  if (sum === 0)
    throw new RangeError(
      `${who}: a mean needs a class weight above 0 among the labels, got only 0; use { reduction: "sum" }`,
    );
  return sum;
}
