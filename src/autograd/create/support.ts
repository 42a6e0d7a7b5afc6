/** @file Tensors from numbers: nested arrays, typed arrays, constants, random draws. */
import type { Floats } from "../../array/floats.ts";
import { array } from "../../array/ndArray.ts";
import { checkShape, type Shape, showShape, sizeOf } from "../../array/shape.ts";
import { checkOptions } from "../../check/checkOptions.ts";
import { residentZeros } from "../../kernels/residentZeros.ts";
import { checkRandom } from "../checkRandom.ts";
import type { Random } from "../random.ts";
import { Tensor } from "../tensor.ts";

/** A number, or arrays of numbers nested to one depth. */
export type Nested = number | readonly Nested[];

export type Dtype = "float32" | "float64";

export interface TensorOptions {
  requiresGrad?: boolean;
  /** "float32" for training, "float64" where derivatives are checked. Default: "float32", or that of a typed array. */
  dtype?: Dtype;
}

/** Makes zeros. Those of a parameter live long, so they lie in the kernels' memory. */
export function blank(length: number, dtype: Dtype = "float32", parameter = false): Floats {
  if (parameter && dtype === "float32") return residentZeros(new Float32Array(0), length);
  return dtype === "float64" ? new Float64Array(length) : new Float32Array(length);
}

export function checkTensorOptions(who: string, options: TensorOptions, valid = ["requiresGrad", "dtype"]): void {
  checkOptions(who, options, valid);
  const { dtype = "float32" } = options;
  if (dtype !== "float32" && dtype !== "float64") {
    throw new RangeError(`${who}: dtype must be "float32" or "float64", got "${dtype}"`);
  }
}

export const filled = (
  who: string,
  shape: Shape,
  options: TensorOptions,
  value = 0,
  others: readonly string[] = [],
): Tensor => {
  checkTensorOptions(who, options, ["requiresGrad", "dtype", ...others]);
  checkShape(who, shape);
  const values = allocate(who, shape, options);
  return new Tensor(array(value === 0 ? values : values.fill(value), shape), options.requiresGrad);
};

/** Returns zeros for a shape. Throws in the name of `who` if the engine lacks the memory. */
function allocate(who: string, shape: Shape, { dtype, requiresGrad }: TensorOptions): Floats {
  try {
    return blank(sizeOf(shape), dtype, requiresGrad);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const size = (sizeOf(shape) * (dtype === "float64" ? 8 : 4)) / 2 ** 30;
    throw new RangeError(
      `${who}: the shape must fit in memory, got ${showShape(shape)}, which needs ${Number(size.toPrecision(8))} GiB`,
    );
  }
}

/** Fills a new tensor with draws, in row-major order. */
export function drawn(
  who: string,
  shape: Shape,
  options: TensorOptions & { random: Random },
  draw: (random: Random) => number,
  others: readonly string[] = [],
): Tensor {
  checkRandom(who, options, ["requiresGrad", "dtype", ...others]);
  const result = filled(who, shape, options, 0, ["random", ...others]);
  for (let i = 0; i < result.size; i++) result.data[i] = draw(options.random);
  return result;
}
