/** @file The largest and the smallest element along axes. Elements that tie for it share its gradient equally. */
import { type Floats, NdArray, zerosLike } from "../../kernels/array.ts";
import { kernels } from "../../kernels/index.ts";
import { record, type Tensor } from "../tensor.ts";
import {
  type Axes,
  keepsDims,
  type Middle,
  middleOf,
  needElements,
  positions,
  type ReduceOptions,
  reducedShape,
} from "./axes.ts";
import { needTensor } from "./needTensor.ts";

/**
 * y = max x over the given axes (all if none is given)          ∂y/∂x = 1 / ties where x = y, else 0
 *
 * Sharing among ties is one subgradient of many; it is the one PyTorch's amax takes. NaN counts as the maximum.
 * Throws if there is no element to choose from.
 *
 * @gradcheck max(randn(3, 4))
 * @gradcheck max(randn(2, 3, 4), 1)
 * @gradcheck max(randn(2, 3, 4), [0, 2], { keepDims: true })
 */
export function max(x: Tensor, axes?: Axes, options: ReduceOptions = {}): Tensor {
  needTensor("max", "the input", x);
  const keepDims = keepsDims("max", options);
  const along = positions("max", x.shape, axes);
  const middle = middleOf(x, along);
  needElements("max", x.shape, middle);
  const y = largest(middle.values, middle);
  return record("max", new NdArray(y, reducedShape(x.shape, along, keepDims)), [x, (dy) => share(middle, y, dy.data)]);
}

/**
 * y = min x over the given axes (all if none is given)          ∂y/∂x = 1 / ties where x = y, else 0
 *
 * NaN counts as the minimum. Throws if there is no element to choose from.
 *
 * @gradcheck min(randn(3, 4))
 * @gradcheck min(randn(2, 3, 4), 1)
 * @gradcheck min(randn(2, 3, 4), [0, 2], { keepDims: true })
 */
export function min(x: Tensor, axes?: Axes, options: ReduceOptions = {}): Tensor {
  needTensor("min", "the input", x);
  const keepDims = keepsDims("min", options);
  const along = positions("min", x.shape, axes);
  const middle = middleOf(x, along);
  needElements("min", x.shape, middle);
  const y = negative(largest(negative(middle.values), middle));
  return record("min", new NdArray(y, reducedShape(x.shape, along, keepDims)), [x, (dy) => share(middle, y, dy.data)]);
}

function largest(values: Floats, { outer, length, inner }: Middle): Floats {
  const y = zerosLike(values, outer * inner);
  kernels.maxAxis(values, y, new Int32Array(y.length), outer, length, inner);
  return y;
}

function negative(x: Floats): Floats {
  const y = zerosLike(x);
  for (let i = 0; i < x.length; i++) y[i] = -x[i];
  return y;
}

/** Each dy in equal parts to the elements that equal y. */
function share({ values, outer, length, inner, restore }: Middle, y: Floats, dy: Floats): NdArray {
  const dx = zerosLike(values);
  for (let o = 0; o < outer; o++) {
    for (let i = 0; i < inner; i++) {
      const at = o * inner + i;
      const start = o * length * inner + i;
      let ties = 0;
      for (let j = 0; j < length; j++) if (values[start + j * inner] === y[at]) ties++;
      for (let j = 0; j < length; j++) {
        if (values[start + j * inner] === y[at]) dx[start + j * inner] = dy[at] / ties;
      }
    }
  }
  return restore(dx);
}
