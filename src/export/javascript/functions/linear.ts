/** @file A linear layer on plain arrays. */
import { addRowBias } from "../../../kernels/reference/bias.ts";
import { gemm as matrixProduct } from "../../../kernels/reference/gemm.ts";
import { sumAxis } from "../../../kernels/reference/reduce.ts";

/** y = x Wᵀ + b          x: [rows, inputs]   W: [outputs, inputs]   b: [outputs] or null   →   [rows, outputs] */
export function linear(
  x: Float32Array,
  weight: Float32Array,
  bias: Float32Array | null,
  inputs: number,
  outputs: number,
): Float32Array {
  const rows = x.length / inputs;
  const y = new Float32Array(rows * outputs);
  matrixProduct(x, weight, y, { m: rows, n: outputs, k: inputs, transposeB: true });
  if (bias !== null) addRowBias(y, bias, y, rows, outputs);
  return y;
}

/** ∂L/∂x = ∂L/∂y · W */
export function linearInputGradient(dy: Float32Array, weight: Float32Array, inputs: number, outputs: number) {
  const rows = dy.length / outputs;
  const dx = new Float32Array(rows * inputs);
  matrixProduct(dy, weight, dx, { m: rows, n: inputs, k: outputs });
  return dx;
}

/** ∂L/∂W = (∂L/∂y)ᵀ · x */
export function linearWeightGradient(dy: Float32Array, x: Float32Array, inputs: number, outputs: number) {
  const dWeight = new Float32Array(outputs * inputs);
  matrixProduct(dy, x, dWeight, { m: outputs, n: inputs, k: dy.length / outputs, transposeA: true });
  return dWeight;
}

/** ∂L/∂b = Σ ∂L/∂y over the rows */
export function linearBiasGradient(dy: Float32Array, outputs: number) {
  const dBias = new Float32Array(outputs);
  sumAxis(dy, dBias, 1, dy.length / outputs, outputs);
  return dBias;
}
