import { NdArray } from "../../../array/ndArray.ts";
import { broadcastShape, showShape } from "../../../array/shape.ts";
import { expand, permute } from "../../../array/views.ts";
import { batchedGemm } from "../../../kernels/batchedGemm.ts";
import { promote } from "../../promote.ts";
import { record } from "../../support/record.ts";
import type { Tensor } from "../../tensor.ts";
import { needTensor } from "../support/needTensor.ts";
import { unbroadcast } from "../support/unbroadcast.ts";

/**
 * Matrix product.     C = A B          A: [m, k]   B: [k, n]   C: [m, n]
 *
 *     ∂L/∂A = ∂L/∂C · Bᵀ
 *     ∂L/∂B = Aᵀ · ∂L/∂C
 *
 * With more axes the last two are the matrices, and the leading ones broadcast: [b, m, k] × [k, n] → [b, m, n].
 * Throws unless the number of columns of A equals the number of rows of B.
 *
 * @gradcheck matmul(randn(3, 4), randn(4, 2))
 * @gradcheck matmul(randn(1, 5), randn(5, 1))
 * @gradcheck matmul(randn(2, 3, 4), randn(2, 4, 2))
 * @gradcheck matmul(randn(2, 1, 3, 4), randn(5, 4, 2))
 */
export function matmul(A: Tensor, B: Tensor): Tensor {
  checkFit(A, B);
  return recordProduct(...promote(A, B));
}

const recordProduct = (A: Tensor, B: Tensor): Tensor =>
  record(
    "matmul",
    product(A, B),
    [A, (dC) => unbroadcast(product(dC, transposed(B)), A.shape)],
    [B, (dC) => unbroadcast(product(transposed(A), dC), B.shape)],
  );

function checkFit(A: Tensor, B: Tensor): void {
  needTensor("matmul", "A", A);
  needTensor("matmul", "B", B);
  const given = (): string => `${showShape(A.shape)} and ${showShape(B.shape)}`;
  if (A.shape.length < 2 || B.shape.length < 2)
    throw new RangeError(`matmul: A and B must have 2 or more axes, got ${given()}; reshape a vector to [1,n]`);
  if (A.shape[A.shape.length - 1] !== B.shape[B.shape.length - 2])
    throw new RangeError(`matmul: the columns of A must match the rows of B, got ${given()}`);
}

/** The product of the last two axes, for every index of the leading axes. */
function product(A: NdArray, B: NdArray): NdArray {
  const [m, k] = A.shape.slice(-2);
  const n = B.shape[B.shape.length - 1];
  if (A.shape.length === 2 && B.shape.length === 2) return new NdArray(batchedGemm(A.view, B.view), [m, n]);
  const leading = broadcastShape("matmul", A.shape.slice(0, -2), B.shape.slice(0, -2));
  const C = batchedGemm(expand(A, [...leading, m, k]).view, expand(B, [...leading, k, n]).view);
  return new NdArray(C, [...leading, m, n]);
}

/** A view with the last two axes swapped. */
function transposed(A: NdArray): NdArray {
  const rank = A.shape.length;
  const axes = A.shape.map((_, axis) => axis);
  return permute(A, [...axes.slice(0, -2), rank - 1, rank - 2]);
}
