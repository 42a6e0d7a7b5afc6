/** @file What a classification loss is given beside its scores: one class per row, perhaps a weight per class. */

import { type Shape, showShape } from "../../../array/shape.ts";
import { describeValue } from "../../../check/describeValue.ts";
import { Tensor } from "../../tensor.ts";
import { neededRange } from "./indices.ts";

/** One class number per row of the batch: a list, an integer array, or a tensor of whole numbers. */
export type Labels = ArrayLike<number> | Tensor;

/** Labels checked against scores of shape [batch, classes]. Throws naming the first wrong row and its value. */
export function readLabels(who: string, scores: Shape, labels: Labels): Int32Array {
  if (scores.length !== 2) {
    throw new RangeError(`${who}: scores ${showShape(scores)} need 2 axes, [batch, classes]`);
  }
  const [rows, classes] = scores;
  const given = labels instanceof Tensor ? labels.data : labels;
  if (typeof given?.length !== "number") {
    throw new TypeError(
      `${who}: the labels are ${describeValue(labels)}; it needs a list, one class number for each row`,
    );
  }
  if (given.length !== rows) {
    throw new RangeError(
      `${who}: ${given.length} labels for ${showShape(scores)}; it needs one for each of the ${rows} rows`,
    );
  }
  for (let row = 0; row < rows; row++) {
    if (!Number.isInteger(given[row]) || given[row] < 0 || given[row] >= classes) {
      throw new RangeError(`${who}: the label of row ${row} is ${given[row]}; ${neededRange(classes)}`);
    }
  }
  return Int32Array.from(given);
}

/** One weight per class, all 1 unless given. Throws at a weight that is not a finite number, 0 or more. */
export function readClassWeights(who: string, classes: number, weights: ArrayLike<number> | undefined): Float64Array {
  if (weights === undefined) return new Float64Array(classes).fill(1);
  if (weights.length !== classes) {
    throw new RangeError(`${who}: ${weights.length} class weights; it needs one for each of the ${classes} classes`);
  }
  for (let c = 0; c < classes; c++) {
    if (!(weights[c] >= 0 && weights[c] < Infinity)) {
      throw new RangeError(`${who}: the weight of class ${c} is ${weights[c]}; it needs a finite number, 0 or more`);
    }
  }
  return Float64Array.from(weights);
}

/** Σ of the weights of the rows' labels: what a weighted mean divides by. Throws if it is 0. */
export function weightOfRows(who: string, weights: Float64Array, labels: Int32Array): number {
  let sum = 0;
  for (let row = 0; row < labels.length; row++) sum += weights[labels[row]];
  if (sum === 0) throw new RangeError(`${who}: the class weights of all labels are 0; a mean needs one above 0`);
  return sum;
}
