import { expand, NdArray, type Shape, zerosLike } from "../../kernels/array.ts";
import { kernels } from "../../kernels/index.ts";
import { record, type Tensor } from "../tensor.ts";
import { type Axes, keepsDims, middleOf, needElements, positions, type ReduceOptions, reducedShape } from "./axes.ts";
import { needTensor } from "./needTensor.ts";

/**
 * y = Σ x over the given axes (all if none is given)          ∂y/∂x = 1
 *
 * Accumulated in f64. The sum of no elements is 0.
 *
 * @gradcheck sum(randn(3, 4))
 * @gradcheck sum(randn(2, 3, 4), 1)
 * @gradcheck sum(randn(2, 3, 4), [0, -1], { keepDims: true })
 * @example sum(tensor([[1, 2], [3, 4]]), 0).data // [4, 6]
 */
export function sum(x: Tensor, axes?: Axes, options: ReduceOptions = {}): Tensor {
  needTensor("sum", "the input", x);
  const keepDims = keepsDims("sum", options);
  const along = positions("sum", x.shape, axes);
  const { values, outer, length, inner } = middleOf(x, along);
  const y = zerosLike(values, outer * inner);
  kernels.sumAxis(values, y, outer, length, inner);
  const spread = spreader(x.shape, along);
  return record("sum", new NdArray(y, reducedShape(x.shape, along, keepDims)), [x, spread]);
}

/**
 * y = Σ x / n over the given axes (all if none is given), n elements in each sum          ∂y/∂x = 1 / n
 *
 * Throws if n = 0.
 *
 * @gradcheck mean(randn(3, 4))
 * @gradcheck mean(randn(2, 3, 4), -1, { keepDims: true })
 * @gradcheck mean(randn(2, 3, 4), [0, 2])
 */
export function mean(x: Tensor, axes?: Axes, options: ReduceOptions = {}): Tensor {
  needTensor("mean", "the input", x);
  const keepDims = keepsDims("mean", options);
  const along = positions("mean", x.shape, axes);
  const middle = middleOf(x, along);
  const { values, outer, length, inner } = middle;
  needElements("mean", x.shape, middle);
  const y = zerosLike(values, outer * inner);
  kernels.sumAxis(values, y, outer, length, inner);
  for (let i = 0; i < y.length; i++) y[i] /= length;
  const spread = spreader(x.shape, along);
  return record("mean", new NdArray(y, reducedShape(x.shape, along, keepDims)), [
    x,
    ({ data: dy, shape }) => {
      const share = zerosLike(dy);
      for (let i = 0; i < dy.length; i++) share[i] = dy[i] / length;
      return spread(new NdArray(share, shape));
    },
  ]);
}

/** The transpose of summing: every element gets what its sum got. */
function spreader(shape: Shape, along: readonly number[]): (dy: NdArray) => NdArray {
  const kept = reducedShape(shape, along, true);
  return (dy) => expand(new NdArray(dy.data, kept), shape);
}
