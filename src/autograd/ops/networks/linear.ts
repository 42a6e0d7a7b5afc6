import { makeZeros } from "../../../array/makeZeros.ts";
import { NdArray } from "../../../array/ndArray.ts";
import { showShape, sizeOf } from "../../../array/shape.ts";
import { gemm } from "../../../kernels/gemm.ts";
import { sumAxis } from "../../../kernels/sumAxis.ts";
import type { Edge } from "../../edge.ts";
import { promote } from "../../promote.ts";
import { record } from "../../support/record.ts";
import type { Tensor } from "../../tensor.ts";
import { needBias, needTensor } from "../support/needTensor.ts";

/**
 * y = x Wᵀ + b          x: [batch, in]   W: [out, in]   b: [out] or null   →   [batch, out]
 *
 *     ∂L/∂x = ∂L/∂y · W
 *     ∂L/∂W = (∂L/∂y)ᵀ · x
 *     ∂L/∂b = Σ over the batch of ∂L/∂y
 *
 * Further leading axes of x are kept: [a, b, in] → [a, b, out].
 * Throws unless the last axis of x is `in` and the bias is [out].
 *
 * @gradcheck linear(randn(3, 4), randn(2, 4), randn(2))
 * @gradcheck linear(randn(2, 3, 4), randn(5, 4))
 */
export function linear(x: Tensor, weight: Tensor, bias: Tensor | null = null): Tensor {
  checkFit(x, weight, bias);
  return recordLinear(...promote(x, weight, bias));
}

function recordLinear(x: Tensor, weight: Tensor, bias: Tensor | null): Tensor {
  const [n, k] = weight.shape;
  const m = sizeOf(x.shape.slice(0, -1));
  const y = gemm(x.data, weight.data, null, { m, n, k, transposeB: true }, bias?.data);

  const inputGradient = ({ data: dy }: NdArray): NdArray => {
    return new NdArray(gemm(dy, weight.data, null, { m, n: k, k: n }), x.shape);
  };
  const weightGradient = ({ data: dy }: NdArray): NdArray => {
    return new NdArray(gemm(dy, x.data, null, { m: n, n: k, k: m, transposeA: true }), weight.shape);
  };
  const biasGradient = ({ data: dy }: NdArray): NdArray => {
    const dBias = makeZeros(dy, n);
    sumAxis(dy, dBias, 1, m, n);
    return new NdArray(dBias, [n]);
  };
  const edges: Edge[] = [
    [x, inputGradient],
    [weight, weightGradient],
  ];
  if (bias !== null) edges.push([bias, biasGradient]);
  return record("linear", new NdArray(y, [...x.shape.slice(0, -1), n]), ...edges);
}

function checkFit(x: Tensor, weight: Tensor, bias: Tensor | null): void {
  needTensor("linear", "the input", x);
  needTensor("linear", "weight", weight);
  if (weight.shape.length !== 2)
    throw new RangeError(`linear: weight must have 2 axes, [out, in], got ${showShape(weight.shape)}`);
  const [out, features] = weight.shape;
  if (x.shape[x.shape.length - 1] !== features) {
    const fix = sizeOf(x.shape.slice(1)) === features ? "; flatten it first, new Flatten()" : "";
    const needed = `${features} for weight ${showShape(weight.shape)}`;
    throw new RangeError(`linear: the last axis of the input must be ${needed}, got ${showShape(x.shape)}${fix}`);
  }
  needBias("linear", bias, out, weight);
}
