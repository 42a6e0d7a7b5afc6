import { makeZeros } from "../../../array/makeZeros.ts";
import { NdArray } from "../../../array/ndArray.ts";
import { broadcastShape, showShape, sizeOf } from "../../../array/shape.ts";
import { expand } from "../../../array/views.ts";
import { gemm } from "../../../kernels/gemm.ts";
import { record } from "../../record.ts";
import type { Tensor } from "../../tensor.ts";
import { needTensor } from "../support/needTensor.ts";
import { unbroadcast } from "../support/unbroadcast.ts";

interface Flags {
  transposeA?: boolean;
  transposeB?: boolean;
}

/**
 * Matrix product.     C = A B          A: [m, k]   B: [k, n]   C: [m, n]
 *
 *     ∂L/∂A = ∂L/∂C · Bᵀ
 *     ∂L/∂B = Aᵀ · ∂L/∂C
 *
 * With more axes the last two are the matrices, and the leading ones broadcast: [b, m, k] × [k, n] → [b, m, n].
 * Throws if the columns of A are not as many as the rows of B.
 *
 * @gradcheck matmul(randn(3, 4), randn(4, 2))
 * @gradcheck matmul(randn(1, 5), randn(5, 1))
 * @gradcheck matmul(randn(2, 3, 4), randn(2, 4, 2))
 * @gradcheck matmul(randn(2, 1, 3, 4), randn(5, 4, 2))
 */
export function matmul(A: Tensor, B: Tensor): Tensor {
  checkFit(A, B);
  return record(
    "matmul",
    product(A, B),
    [A, (dC) => unbroadcast(product(dC, B, { transposeB: true }), A.shape)],
    [B, (dC) => unbroadcast(product(A, dC, { transposeA: true }), B.shape)],
  );
}

function checkFit(A: Tensor, B: Tensor): void {
  needTensor("matmul", "A", A);
  needTensor("matmul", "B", B);
  const a = showShape(A.shape);
  const b = showShape(B.shape);
  if (A.shape.length < 2 || B.shape.length < 2) {
    throw new RangeError(`matmul: ${a} and ${b} need at least 2 axes each; reshape a vector to [1,n] or [n,1]`);
  }
  const columns = A.shape[A.shape.length - 1];
  const rows = B.shape[B.shape.length - 2];
  if (columns !== rows) throw new RangeError(`matmul: ${a} and ${b} do not fit: ${columns} columns, ${rows} rows`);
}

/** The product of the last two axes, for every index of the leading axes. */
function product(A: NdArray, B: NdArray, { transposeA = false, transposeB = false }: Flags = {}): NdArray {
  const [rowsA, columnsA] = A.shape.slice(-2);
  const [rowsB, columnsB] = B.shape.slice(-2);
  const m = transposeA ? columnsA : rowsA;
  const k = transposeA ? rowsA : columnsA;
  const n = transposeB ? rowsB : columnsB;
  const gemmShape = { m, n, k, transposeA, transposeB };
  if (A.shape.length === 2 && B.shape.length === 2) {
    const C = makeZeros(A.data, m * n);
    gemm(A.data, B.data, C, gemmShape);
    return new NdArray(C, [m, n]);
  }
  const leading = broadcastShape("matmul", A.shape.slice(0, -2), B.shape.slice(0, -2));
  const a = expand(A, [...leading, rowsA, columnsA]).data;
  const b = expand(B, [...leading, rowsB, columnsB]).data;
  const batch = sizeOf(leading);
  const C = makeZeros(a, batch * m * n);
  for (let i = 0; i < batch; i++) {
    gemm(
      a.subarray(i * m * k, (i + 1) * m * k),
      b.subarray(i * k * n, (i + 1) * k * n),
      C.subarray(i * m * n, (i + 1) * m * n),
      gemmShape,
    );
  }
  return new NdArray(C, [...leading, m, n]);
}
