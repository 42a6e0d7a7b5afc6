import type { Floats } from "../../array/floats.ts";
import { array, NdArray } from "../../array/ndArray.ts";
import { type Shape, showShape, sizeOf } from "../../array/shape.ts";
import { describeValue } from "../../check/describeValue.ts";
import { Tensor } from "../tensor.ts";
import { blank, checkTensorOptions, type Dtype, type Nested, type TensorOptions } from "./support.ts";

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

/**
 * Makes a tensor from a number, from nested arrays of one shape, or from a typed array with its shape.
 * Uses a Float32Array or Float64Array without a copy, unless `dtype` asks for the other kind. Copies all others.
 * Throws if nested arrays differ in length, or if `shape` holds another number of elements.
 *
 * @example tensor([[1, 2], [3, 4]]).shape // [2, 2]
 * @example tensor(new Uint8Array([1, 2, 3, 4]), { shape: [2, 2] }).data // [1, 2, 3, 4]
 */
export function tensor(values: Nested | TypedArray, options: TensorOptions & { shape?: Shape } = {}): Tensor {
  checkTensorOptions("tensor", options, ["requiresGrad", "dtype", "shape"]);
  if (values instanceof NdArray) {
    const [what, fix] =
      (values as NdArray) instanceof Tensor
        ? ["a tensor", "use x.detach() for its numbers without history, or x.data.slice() for a copy"]
        : ["an NdArray", "use new Tensor(x)"];
    throw new TypeError(`tensor: the values must be numbers, got ${what}; ${fix}`);
  }
  if (ArrayBuffer.isView(values)) {
    return new Tensor(array(asFloats(values, options.dtype), options.shape ?? [values.length]), options.requiresGrad);
  }
  const shape = shapeOf(values);
  const flat = blank(sizeOf(shape), options.dtype, options.requiresGrad);
  fill(flat, values, shape, 0, 0);
  return new Tensor(array(flat, options.shape ?? shape), options.requiresGrad);
}

function asFloats(values: TypedArray, dtype?: Dtype): Floats {
  if (values instanceof Float64Array && dtype !== "float32") return values;
  if (values instanceof Float32Array && dtype !== "float64") return values;
  const floats = blank(values.length, dtype);
  floats.set(values);
  return floats;
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
    const found = Array.isArray(values) ? `${values.length} entries` : describeValue(values);
    throw new TypeError(`tensor: nested arrays must have one shape, ${showShape(shape)}, got ${found} in axis ${axis}`);
  }
  for (const entry of values) start = fill(flat, entry, shape, axis + 1, start);
  return start;
}
