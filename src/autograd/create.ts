/** @file Tensors from numbers: nested arrays, typed arrays, constants, random draws. */
import { array, checkShape, type Floats, NdArray, type Shape, showShape, sizeOf } from "../kernels/array.ts";
import { residentZeros } from "../kernels/index.ts";
import { kindOf } from "../kernels/kindOf.ts";
import { checkOptions } from "../kernels/options.ts";
import type { Random } from "./random.ts";
import { Tensor } from "./tensor.ts";

/** A number, or arrays of numbers nested to one depth. */
export type Nested = number | readonly Nested[];

/** Numbers side by side in memory: Float32Array, Uint8Array and the like. */
type TypedArray =
  | Floats
  | Int8Array
  | Uint8Array
  | Uint8ClampedArray
  | Int16Array
  | Uint16Array
  | Int32Array
  | Uint32Array;

export type Dtype = "float32" | "float64";

export interface TensorOptions {
  requiresGrad?: boolean;
  /** "float32" for training, "float64" where derivatives are checked. Default: "float32", or that of a typed array. */
  dtype?: Dtype;
}

/**
 * A tensor from numbers: a number, nested arrays of one shape, or a typed array with its shape.
 * A Float32Array or Float64Array is used as it is, not copied, unless `dtype` asks for the other; the rest are copied.
 * Throws if nested arrays differ in length, or `shape` does not hold as many numbers as there are.
 *
 * @example tensor([[1, 2], [3, 4]]).shape // [2, 2]
 * @example tensor(new Uint8Array([1, 2, 3, 4]), { shape: [2, 2] }).data // [1, 2, 3, 4]
 */
export function tensor(values: Nested | TypedArray, options: TensorOptions & { shape?: Shape } = {}): Tensor {
  checkTensorOptions("tensor", options, ["requiresGrad", "dtype", "shape"]);
  if (values instanceof NdArray) {
    const hint = "its numbers without history are x.detach(), a copy x.data.slice()";
    const what =
      (values as NdArray) instanceof Tensor
        ? `a tensor already; ${hint}`
        : "an NdArray; it becomes one by new Tensor(x)";
    throw new TypeError(`tensor: this is ${what}`);
  }
  if (ArrayBuffer.isView(values)) {
    return new Tensor(array(asFloats(values, options.dtype), options.shape ?? [values.length]), options.requiresGrad);
  }
  const shape = shapeOf(values);
  const flat = blank(sizeOf(shape), options.dtype, options.requiresGrad);
  fill(flat, values, shape, 0, 0);
  return new Tensor(array(flat, options.shape ?? shape), options.requiresGrad);
}

/** Zeros. Those of a parameter live long. */
function blank(length: number, dtype: Dtype = "float32", parameter = false): Floats {
  if (parameter && dtype === "float32") return residentZeros(new Float32Array(0), length);
  return dtype === "float64" ? new Float64Array(length) : new Float32Array(length);
}

function asFloats(values: TypedArray, dtype?: Dtype): Floats {
  if (values instanceof Float64Array && dtype !== "float32") return values;
  if (values instanceof Float32Array && dtype !== "float64") return values;
  const floats = blank(values.length, dtype);
  floats.set(values);
  return floats;
}

function checkTensorOptions(who: string, options: TensorOptions, valid = ["requiresGrad", "dtype"]): void {
  checkOptions(who, options, valid);
  const { dtype = "float32" } = options;
  if (dtype !== "float32" && dtype !== "float64") {
    throw new RangeError(`${who}: dtype "${dtype}" is unknown; it needs to be "float32" or "float64"`);
  }
}

function shapeOf(values: Nested): number[] {
  const shape: number[] = [];
  for (let level = values; Array.isArray(level); level = level[0]) {
    shape.push(level.length);
    if (level.length === 0) break;
  }
  return shape;
}

function fill(flat: Floats, values: Nested, shape: Shape, axis: number, start: number): number {
  if (typeof values === "number" && axis === shape.length) {
    flat[start] = values;
    return start + 1;
  }
  if (!Array.isArray(values) || values.length !== shape[axis]) {
    const found = Array.isArray(values) ? `${values.length} entries` : kindOf(values);
    throw new TypeError(`tensor: nested arrays need one shape, ${showShape(shape)}; in axis ${axis} found ${found}`);
  }
  for (const entry of values) start = fill(flat, entry, shape, axis + 1, start);
  return start;
}

const filled = (who: string, shape: Shape, options: TensorOptions, value = 0): Tensor => {
  checkTensorOptions(who, options);
  checkShape(who, shape);
  const values = blank(sizeOf(shape), options.dtype, options.requiresGrad);
  return new Tensor(array(value === 0 ? values : values.fill(value), shape), options.requiresGrad);
};

/** @example zeros([2, 2]).data // [0, 0, 0, 0] */
export const zeros = (shape: Shape, options: TensorOptions = {}): Tensor => filled("zeros", shape, options);
/** @example ones([3]).data // [1, 1, 1] */
export const ones = (shape: Shape, options: TensorOptions = {}): Tensor => filled("ones", shape, options, 1);
/** @example full([2], 7).data // [7, 7] */
export const full = (shape: Shape, value: number, options: TensorOptions = {}): Tensor =>
  filled("full", shape, options, value);

/** Standard normal numbers. */
export const randn = (random: Random, shape: Shape, options: TensorOptions = {}): Tensor => {
  const result = filled("randn", shape, options);
  for (let i = 0; i < result.size; i++) result.data[i] = random.normal();
  return result;
};

/** Uniform numbers in [low, high). */
export const uniform = (random: Random, shape: Shape, low = 0, high = 1, options: TensorOptions = {}): Tensor => {
  const result = filled("uniform", shape, options);
  for (let i = 0; i < result.size; i++) result.data[i] = random.uniform(low, high);
  return result;
};
