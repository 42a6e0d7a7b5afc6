import { makeZeros } from "../../../array/makeZeros.ts";
import { NdArray } from "../../../array/ndArray.ts";
import { showShape, sizeOf } from "../../../array/shape.ts";
import { addRowBias } from "../../../kernels/addRowBias.ts";
import { gemm } from "../../../kernels/gemm.ts";
import { sumAxis } from "../../../kernels/sumAxis.ts";
import type { Edge } from "../../edge.ts";
import { record } from "../../record.ts";
import type { Tensor } from "../../tensor.ts";
import { needTensor } from "../support/needTensor.ts";

/**
 * y = x Wᵀ + b          x: [batch, in]   W: [out, in]   b: [out]   →   [batch, out]
 *
 *     ∂L/∂x = ∂L/∂y · W
 *     ∂L/∂W = (∂L/∂y)ᵀ · x
 *     ∂L/∂b = Σ over the batch of ∂L/∂y
 *
 * Further leading axes of x are kept: [a, b, in] → [a, b, out].
 * Throws if the last axis of x is not `in`, or the bias not [out].
 *
 * @gradcheck linear(randn(3, 4), randn(2, 4), randn(2))
 * @gradcheck linear(randn(2, 3, 4), randn(5, 4))
 */
export function linear(x: Tensor, weight: Tensor, bias: Tensor | null = null): Tensor {
  checkFit(x, weight, bias);
  const [n, k] = weight.shape;
  const m = sizeOf(x.shape.slice(0, -1));
  const y = makeZeros(x.data, m * n);
  gemm(x.data, weight.data, y, { m, n, k, transposeB: true });
  if (bias !== null) addRowBias(y, bias.data, y, m, n);

  const edges: Edge[] = [
    [
      x,
      (dy) => {
        const dx = makeZeros(dy.data, m * k);
        gemm(dy.data, weight.data, dx, { m, n: k, k: n });
        return new NdArray(dx, x.shape);
      },
    ],
    [
      weight,
      (dy) => {
        const dWeight = makeZeros(dy.data, n * k);
        gemm(dy.data, x.data, dWeight, { m: n, n: k, k: m, transposeA: true });
        return new NdArray(dWeight, weight.shape);
      },
    ],
  ];
  if (bias !== null) edges.push([bias, (dy) => sumRows(dy, n)]);
  return record("linear", new NdArray(y, [...x.shape.slice(0, -1), n]), ...edges);
}

function checkFit(x: Tensor, weight: Tensor, bias: Tensor | null): void {
  needTensor("linear", "the input", x);
  const w = showShape(weight.shape);
  if (weight.shape.length !== 2) throw new RangeError(`linear: weight ${w} needs 2 axes, [out, in]`);
  const [out, features] = weight.shape;
  const given = x.shape[x.shape.length - 1];
  if (given !== features) {
    const hint = sizeOf(x.shape.slice(1)) === features ? "; flatten it first, new Flatten()" : "";
    throw new RangeError(
      `linear: input ${showShape(x.shape)} has ${given ?? "no"} features, weight ${w} needs ${features}${hint}`,
    );
  }
  if (bias !== null && (bias.shape.length !== 1 || bias.shape[0] !== out)) {
    throw new RangeError(`linear: bias ${showShape(bias.shape)} needs to be [${out}] for weight ${w}`);
  }
}

function sumRows(dy: NdArray, columns: number): NdArray {
  const sums = makeZeros(dy.data, columns);
  sumAxis(dy.data, sums, 1, dy.size / columns, columns);
  return new NdArray(sums, [columns]);
}
