/** @file Tensors from numbers: nested arrays, typed arrays, constants, random draws. */
import { array, type Floats, type Shape, showShape, sizeOf } from "../kernels/array.ts";
import type { Random } from "./random.ts";
import { Tensor } from "./tensor.ts";

/** A number, or arrays of numbers nested to one depth. */
export type Nested = number | readonly Nested[];

export interface TensorOptions {
  requiresGrad?: boolean;
  /** "float32" for training (the default), "float64" where derivatives are checked. */
  dtype?: "float32" | "float64";
}

/**
 * A tensor from numbers: a number, nested arrays of one shape, or a typed array with its shape.
 * Float32Array and Float64Array are used as they are, not copied.
 *
 * @example tensor([[1, 2], [3, 4]]).shape // [2, 2]
 */
export function tensor(values: Nested | Floats, options: TensorOptions & { shape?: Shape } = {}): Tensor {
  if (values instanceof Float32Array || values instanceof Float64Array) {
    return new Tensor(array(values, options.shape ?? [values.length]), options.requiresGrad);
  }
  const shape = shapeOf(values);
  const flat = options.dtype === "float64" ? new Float64Array(sizeOf(shape)) : new Float32Array(sizeOf(shape));
  fill(flat, values, shape, 0, 0);
  return new Tensor(array(flat, options.shape ?? shape), options.requiresGrad);
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
    const found = Array.isArray(values) ? `${values.length} entries` : JSON.stringify(values);
    throw new TypeError(`tensor: nested arrays need one shape, ${showShape(shape)}; in axis ${axis} found ${found}`);
  }
  for (const entry of values) start = fill(flat, entry, shape, axis + 1, start);
  return start;
}

const filled = (shape: Shape, options: TensorOptions, value: number): Tensor => {
  const length = sizeOf(shape);
  const values = options.dtype === "float64" ? new Float64Array(length) : new Float32Array(length);
  return new Tensor(array(value === 0 ? values : values.fill(value), shape), options.requiresGrad);
};

export const zeros = (shape: Shape, options: TensorOptions = {}): Tensor => filled(shape, options, 0);
export const ones = (shape: Shape, options: TensorOptions = {}): Tensor => filled(shape, options, 1);
export const full = (shape: Shape, value: number, options: TensorOptions = {}): Tensor => filled(shape, options, value);

/** Standard normal numbers. */
export const randn = (random: Random, shape: Shape, options: TensorOptions = {}): Tensor => {
  const result = zeros(shape, options);
  for (let i = 0; i < result.size; i++) result.data[i] = random.normal();
  return result;
};

/** Uniform numbers in [low, high). */
export const uniform = (random: Random, shape: Shape, low = 0, high = 1, options: TensorOptions = {}): Tensor => {
  const result = zeros(shape, options);
  for (let i = 0; i < result.size; i++) result.data[i] = random.uniform(low, high);
  return result;
};
