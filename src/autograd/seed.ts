/** @file Where a backward pass starts: ∂L/∂y of the tensor it is called on. */

import { makeZeros } from "../array/makeZeros.ts";
import { array, type NdArray } from "../array/ndArray.ts";
import { showShape } from "../array/shape.ts";
import type { Tensor } from "./tensor.ts";

export interface BackwardOptions {
  /** A weight for each element, where the tensor is not a single number. */
  seed?: ArrayLike<number>;
  /** Keeps the history, so that backward can be called once more. */
  retainGraph?: boolean;
}

/** The seed in the shape of y; 1 for a single number. Throws if there is nothing to derive, or the seed does not fit. */
export function seedOf(y: Tensor, seed: ArrayLike<number> | undefined): NdArray {
  if (!y.requiresGrad) {
    throw new Error(
      "backward: nothing that requires a gradient went in; create parameters with { requiresGrad: true }, outside noGrad",
    );
  }
  if (seed === undefined && y.size !== 1) {
    throw new Error(
      `backward: ${y.op} gave ${showShape(y.shape)}, but backward starts from a single number; ` +
        "take sum(y) or mean(y), or pass { seed } with a weight for each element",
    );
  }
  if (seed !== undefined && seed.length !== y.size) {
    throw new RangeError(`backward: the seed has ${seed.length} values; ${showShape(y.shape)} needs ${y.size}`);
  }
  const dy = makeZeros(y.data, y.size);
  if (seed === undefined) dy[0] = 1;
  else dy.set(seed);
  return array(dy, y.shape);
}
