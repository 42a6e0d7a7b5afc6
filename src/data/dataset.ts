import { needRandom, type Random } from "../autograd/random.ts";
import { array, type Floats, NdArray, type Shape, showShape, sizeOf, zerosLike } from "../kernels/array.ts";
import { kindOf } from "../kernels/kindOf.ts";

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
    throw new TypeError(`${source}: the inputs are ${kindOf(values)}; it needs flat numbers, a Float32Array`);
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

/** The same for numbers to predict.   targets: [n, …outputs] */
export function regressionDataset(
  source: string,
  values: Floats,
  shape: Shape,
  targetValues: Floats,
  targetShape: Shape,
): RegressionDataset {
  const inputs = finite(source, "inputs", values, shape);
  const targets = finite(source, "targets", targetValues, targetShape);
  sameCount(source, inputs, targetShape[0], "targets");
  return { inputs, targets };
}

function sameCount(source: string, inputs: NdArray, found: number, what: string): void {
  if (inputs.shape[0] !== found) {
    throw new RangeError(
      `${source}: ${inputs.shape[0]} inputs ${showShape(inputs.shape)} but ${found} ${what}; each input needs one`,
    );
  }
}

/** An array without NaN and Infinity: the first one is named by its example and its place there. */
function finite(source: string, what: string, values: Floats, shape: Shape): NdArray {
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

/** The examples with these indices, in this order, copied. */
export function subset<T extends Examples>(data: T, indices: ArrayLike<number>): T {
  const inputs = rows(data.inputs, indices);
  if ("targets" in data) return { ...data, inputs, targets: rows(data.targets, indices) };
  const { labels } = data as Dataset;
  return { ...data, inputs, labels: Int32Array.from(indices, (index) => labels[index]) };
}

function rows({ data, shape }: NdArray, indices: ArrayLike<number>): NdArray {
  const size = sizeOf(shape.slice(1));
  const values = zerosLike(data, indices.length * size);
  for (let row = 0; row < indices.length; row++) {
    const index = indices[row];
    if (!Number.isInteger(index) || index < 0 || index >= shape[0])
      throw new RangeError(`subset: there is no example ${index}; the data set has ${shape[0]}, counted from 0`);
    values.set(data.subarray(index * size, (index + 1) * size), row * size);
  }
  return new NdArray(values, [indices.length, ...shape.slice(1)]);
}

/**
 * Disjoint random parts of the given sizes, which together must not exceed the data set.
 *
 * @example split(xor(new Random(1), 10), [9, 1], new Random(7)).map(({ labels }) => labels.length) // [9, 1]
 */
export function split<T extends Examples, const C extends readonly number[]>(
  data: T,
  counts: C,
  random: Random,
): { -readonly [part in keyof C]: T } {
  needRandom("split", random);
  const n = data.inputs.shape[0];
  for (const count of counts) {
    if (!Number.isInteger(count) || count < 0)
      throw new RangeError(`split: a part of ${count} examples; it needs a whole number, 0 or more`);
  }
  const wanted = counts.reduce((sum, count) => sum + count, 0);
  if (wanted > n)
    throw new RangeError(`split: parts of ${counts.join(" + ")} examples need ${wanted}, the data set has ${n}`);
  const order = random.shuffle(Int32Array.from({ length: n }, (_, i) => i));
  let start = 0;
  return counts.map((count) => {
    start += count;
    return subset(data, order.subarray(start - count, start));
  }) as { -readonly [part in keyof C]: T };
}
