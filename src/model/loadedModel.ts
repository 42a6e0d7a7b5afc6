import type { NdArray } from "../array/ndArray.ts";
import { sameShape, showShape, sizeOf } from "../array/shape.ts";
import type { Nested } from "../autograd/create/support.ts";
import { tensor } from "../autograd/create/tensor.ts";
import { noGrad } from "../autograd/noGrad.ts";
import { softmax } from "../autograd/ops/activations/softmax.ts";
import { Tensor } from "../autograd/tensor.ts";
import { describeValue } from "../check/describeValue.ts";
import { isRecord } from "../check/isRecord.ts";
import type { Preprocessing } from "../data/preprocessing/preprocessing.ts";
import type { Row } from "../data/preprocessing/support/tableOfRows.ts";
import type { Table } from "../data/tables/table.ts";
import { argmax } from "../nn/argmax.ts";
import type { Module } from "../nn/module.ts";
import { outputsOf } from "../training/support/outputsOf.ts";
import type { ModelRecord } from "./modelRecord.ts";
import type { PlacedLayer } from "./support/placeLayers.ts";
import type { ReadRecord } from "./support/readRecord.ts";

/** The prediction for one example: its class, or the outputs of the model. */
export type Prediction =
  | {
      /** The most probable class. */
      label: string;
      /** In the order of `record.classNames`; their sum is 1. */
      probabilities: number[];
    }
  | { values: number[] };

/** Rows of a table, or examples as lists of numbers nested as the input shape, or a tensor [n, ...inputShape]. */
export type Rows = Table | readonly Row[] | Tensor | readonly Nested[];

/** Examples per forward pass. The predictions do not depend on it. */
const batch = 250;

/** A model of a file, ready to predict. */
export class LoadedModel {
  /** The name of the file in errors. */
  readonly file: string;
  /** The layers with their weights, in eval mode. */
  readonly model: Module;
  /** All that the file holds besides the weights. */
  readonly record: ModelRecord;
  /** The layers in order, each with the shapes of one example before and after it. */
  readonly layers: readonly PlacedLayer[];

  /** How rows of a table become inputs; null for a model that takes numbers. */
  readonly preprocessing: Preprocessing | null;

  constructor(file: string, model: Module, { record, layers, preprocessing }: ReadRecord) {
    this.file = file;
    this.model = model;
    this.record = record;
    this.layers = layers;
    this.preprocessing = preprocessing;
  }

  /**
   * Predicts the class, or the numbers, of each row. A numeric target is in its own units.
   *
   * With a preprocessing, rows are objects with the values of the columns, or a table. Without one, they are lists of
   * numbers, nested as `record.inputShape`, or a tensor [n, ...inputShape]. Throws DataFileError for a missing column
   * and for a value of another kind, RangeError if an example has another shape.
   */
  readonly predict = (rows: Rows): Prediction[] => this.predictions(this.outputs(rows));

  /**
   * Returns the outputs of the last layer: logits for classes, standardized numbers for a target with a preprocessing.
   *
   * rows as for `predict`   → [n, ...outputShape]
   */
  readonly outputs = (rows: Rows): Tensor => {
    const { inputShape } = this.record;
    const x = this.inputs(rows);
    if (!sameShape(x.shape.slice(1), inputShape))
      throw new RangeError(`predict: each row must be ${showShape(inputShape)}, got ${showShape(x.shape.slice(1))}`);
    const shape = this.layers.at(-1)?.output ?? inputShape;
    if (x.shape[0] === 0) return tensor(new Float32Array(), { shape: [0, ...shape] });
    return outputsOf("predict", this.model, x, batch);
  };

  private inputs(rows: Rows): NdArray {
    const { preprocessing } = this;
    if (preprocessing === null) return asTensor(rows);
    const isTable = isRecord(rows) || (Array.isArray(rows) && rows.every(isRecord));
    if (isTable) return preprocessing.transform(rows as Table | readonly Row[]);
    const columns = preprocessing.features
      .map(({ name }) => name)
      .slice(0, 5)
      .join(", ");
    throw new TypeError(
      `predict: rows must be a table or objects with the columns ${columns}, got ${describeValue(rows)}`,
    );
  }

  private predictions(outputs: Tensor): Prediction[] {
    const { classNames } = this.record;
    const [n] = outputs.shape;
    const width = sizeOf(outputs.shape.slice(1));
    const rowsOf = (values: ArrayLike<number>): number[][] =>
      Array.from({ length: n }, (_, row) => Array.from({ length: width }, (_, k) => values[row * width + k]));
    if (classNames === null) {
      const numbers = this.preprocessing?.invert(outputs.data) ?? outputs.data;
      return rowsOf(numbers).map((values) => ({ values }));
    }
    const endsInSoftmax = this.layers.at(-1)?.layer === "Softmax";
    const probabilities = endsInSoftmax ? outputs : noGrad(() => softmax(outputs));
    const labels = argmax(outputs);
    return rowsOf(probabilities.data).map((row, i) => ({ label: classNames[labels[i]], probabilities: row }));
  }
}

function asTensor(rows: Rows): NdArray {
  if (rows instanceof Tensor) return rows;
  if (!Array.isArray(rows) || rows.length === 0)
    throw new TypeError(`predict: rows must be a list of examples or a tensor, got ${describeValue(rows)}`);
  return tensor(rows as Nested);
}
