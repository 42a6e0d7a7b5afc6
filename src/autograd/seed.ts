import type { Floats } from "../array/floats.ts";
import { makeZeros } from "../array/makeZeros.ts";
import { array, type NdArray } from "../array/ndArray.ts";
import { showShape } from "../array/shape.ts";
import { describeValue } from "../check/describeValue.ts";
import type { Tensor } from "./tensor.ts";

export interface BackwardOptions {
  /** A weight for each element, where the tensor is not a single number. */
  seed?: ArrayLike<number>;
  /** Keeps the history, so that backward can be called again. */
  retainGraph?: boolean;
}

/**
 * ∂L/∂y of the tensor that backward is called on: the seed in the shape of y, or 1 for a single number.
 * Throws if no gradient is needed, or if the seed does not fit.
 */
export function seedOf(y: Tensor, seed: ArrayLike<number> | undefined): NdArray {
  if (!y.requiresGrad) {
    throw new Error(
      "backward: an input must require a gradient, got none; create parameters with { requiresGrad: true }, outside noGrad",
    );
  }
  if (seed === undefined && y.size !== 1) {
    throw new Error(
      `backward: the result must be a single number, got ${showShape(y.shape)} from ${y.op}; ` +
        "take sum(y) or mean(y), or pass { seed } with a weight for each element",
    );
  }
  if (seed !== undefined && seed?.length !== y.size) {
    const found = seed?.length ?? describeValue(seed);
    throw new RangeError(`backward: the seed must have ${y.size} values for ${showShape(y.shape)}, got ${found}`);
  }
  // Nothing writes to a seed or keeps it, so one of that kind is not copied. A view is not read for it.
  const { data } = y.isView ? y.view : y;
  if (seed?.constructor === data.constructor) return array(seed as Floats, y.shape);
  const dy = makeZeros(data, y.size);
  if (seed === undefined) dy[0] = 1;
  else dy.set(seed);
  return array(dy, y.shape);
}
