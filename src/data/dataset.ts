import type { Random } from "../autograd/random.ts";
import { array, type Floats, NdArray, type Shape, showShape, sizeOf } from "../kernels/array.ts";

/** Examples with class labels.   inputs: [n, …features]   labels: [n] whole numbers below `classes` */
export interface Dataset {
  readonly inputs: NdArray;
  readonly labels: Int32Array;
  readonly classes: number;
}

/** Checks what the readers and generators deliver: as many labels as inputs, labels in range, every number finite. */
export function dataset(
  who: string,
  values: Floats,
  shape: Shape,
  labels: ArrayLike<number>,
  classes: number,
): Dataset {
  const inputs = array(values, shape);
  if (shape[0] !== labels.length) {
    throw new RangeError(
      `${who}: ${shape[0]} inputs ${showShape(shape)} but ${labels.length} labels; each input needs one`,
    );
  }
  for (let i = 0; i < labels.length; i++) {
    if (!Number.isInteger(labels[i]) || labels[i] < 0 || labels[i] >= classes) {
      throw new RangeError(
        `${who}: label ${i} is ${labels[i]}; it needs to be a whole number from 0 to ${classes - 1}`,
      );
    }
  }
  checkFinite(who, inputs);
  return { inputs, labels: Int32Array.from(labels), classes };
}

/** Throws at the first NaN or Infinity, naming the example and the element within it. */
export function checkFinite(who: string, inputs: NdArray): void {
  const { data, shape } = inputs;
  const size = sizeOf(shape.slice(1));
  for (let i = 0; i < data.length; i++) {
    if (!Number.isFinite(data[i])) {
      throw new RangeError(
        `${who}: element ${i % size} of example ${Math.floor(i / size)} is ${data[i]}; inputs need to be finite`,
      );
    }
  }
}

/** The examples with these indices, in this order, copied. */
export function subset({ inputs, labels, classes }: Dataset, indices: ArrayLike<number>): Dataset {
  const size = sizeOf(inputs.shape.slice(1));
  const values = new Float32Array(indices.length * size);
  const chosen = new Int32Array(indices.length);
  for (let row = 0; row < indices.length; row++) {
    values.set(inputs.data.subarray(indices[row] * size, (indices[row] + 1) * size), row * size);
    chosen[row] = labels[indices[row]];
  }
  return { inputs: new NdArray(values, [indices.length, ...inputs.shape.slice(1)]), labels: chosen, classes };
}

/** Disjoint random parts of the given sizes, which together must not exceed the data set. */
export function split(data: Dataset, counts: readonly number[], random: Random): Dataset[] {
  const n = data.labels.length;
  const wanted = counts.reduce((sum, count) => sum + count, 0);
  if (wanted > n)
    throw new RangeError(`split: parts of ${counts.join(" + ")} examples need ${wanted}, the data set has ${n}`);
  const order = random.shuffle(Int32Array.from({ length: n }, (_, i) => i));
  let start = 0;
  return counts.map((count) => {
    start += count;
    return subset(data, order.subarray(start - count, start));
  });
}
