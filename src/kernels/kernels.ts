/**
 * @file What every implementation of the number crunching provides. Arrays are flat, contiguous and row-major; all
 * arrays of one call are of one kind (Float32 or Float64); results are passed in and overwritten, never added to.
 *
 * Lengths are the caller's promise: ops have checked their shapes before they come here.
 */
import type { Floats } from "../array/floats.ts";
import type { Conv2dGeometry, Pool2dGeometry } from "./geometry.ts";

/** op(A) is [m, k], op(B) is [k, n], C is [m, n]; A is stored as [k, m] under `transposeA`, B as [n, k] likewise. */
export interface GemmShape {
  readonly m: number;
  readonly n: number;
  readonly k: number;
  readonly transposeA?: boolean;
  readonly transposeB?: boolean;
}

export interface Kernels {
  /** C = op(A) op(B), where op transposes or not. Batches are calls on `subarray`s. */
  gemm(a: Floats, b: Floats, c: Floats, shape: GemmShape): void;

  /** y[n,o,·] = bias[o] + Σ over channels and kernel taps of weight · x, as neural networks say "convolution": no flip. */
  conv2d(x: Floats, weight: Floats, y: Floats, geometry: Conv2dGeometry, bias?: Floats | null): void;
  /** The transpose of `conv2d` in x:        ⟨conv2d(x, w), dy⟩ = ⟨x, dx⟩ */
  conv2dInputGradient(dy: Floats, weight: Floats, dx: Floats, geometry: Conv2dGeometry): void;
  /** The transpose of `conv2d` in weight:   ⟨conv2d(x, w), dy⟩ = ⟨w, dWeight⟩ */
  conv2dWeightGradient(x: Floats, dy: Floats, dWeight: Floats, geometry: Conv2dGeometry): void;

  /** The largest value under each window, and the flat index in x where it was found. NaN counts as largest. */
  maxPool2d(x: Floats, y: Floats, argmax: Int32Array, geometry: Pool2dGeometry): void;
  /** dx[argmax[i]] collects dy[i]. */
  maxPool2dGradient(dy: Floats, argmax: Int32Array, dx: Floats, geometry: Pool2dGeometry): void;
  /** The mean under each window; padding counts as zeros if `geometry.countPadding`, else not at all. */
  avgPool2d(x: Floats, y: Floats, geometry: Pool2dGeometry): void;
  avgPool2dGradient(dy: Floats, dx: Floats, geometry: Pool2dGeometry): void;

  /** x: [outer, length, inner] → y: [outer, inner], summed over the middle. An empty sum is 0. */
  sumAxis(x: Floats, y: Floats, outer: number, length: number, inner: number): void;
  /** The largest value along the middle axis and its index there, the first of equals. NaN counts as largest. */
  maxAxis(x: Floats, y: Floats, argmax: Int32Array, outer: number, length: number, inner: number): void;
  /** y = ln Σⱼ e^xⱼ along the middle axis, shifted by the maximum so that it does not overflow. Empty: −Infinity. */
  logSumExp(x: Floats, y: Floats, outer: number, length: number, inner: number): void;
  /** y = e^xⱼ / Σᵢ e^xᵢ along the middle axis. x and y: [outer, length, inner]. */
  softmax(x: Floats, y: Floats, outer: number, length: number, inner: number): void;
  /**
   * losses[r] = ln Σⱼ e^logits[r,j] − logits[r, labels[r]], and the probabilities its gradient needs.
   * logits, probabilities: [rows, classes]; labels: [rows], each a whole number in 0 .. classes − 1.
   */
  softmaxCrossEntropy(
    logits: Floats,
    labels: ArrayLike<number>,
    probabilities: Floats,
    losses: Floats,
    rows: number,
    classes: number,
  ): void;

  /** Whether no element is NaN or an infinity. */
  allFinite(x: Floats): boolean;

  /** y[r,c] = x[r,c] + bias[c]. x may be y. */
  addRowBias(x: Floats, bias: Floats, y: Floats, rows: number, columns: number): void;

  /** y = eˣ, y = tanh x, y = σ(x) = 1 / (1 + e⁻ˣ), each element by itself. x may be y. */
  exp(x: Floats, y: Floats): void;
  tanh(x: Floats, y: Floats): void;
  sigmoid(x: Floats, y: Floats): void;
  /** y = max(x, 0); NaN stays NaN. */
  relu(x: Floats, y: Floats): void;
  /** dx = dy where x > 0, else 0. */
  reluGradient(x: Floats, dy: Floats, dx: Floats): void;
}
