import type { Floats } from "../../array/floats.ts";
import { contiguous } from "../../array/ndArray.ts";
import { sizeOf } from "../../array/shape.ts";
import { makeView, type View } from "../../array/view.ts";
import { placeOfMatrix } from "../placeOfMatrix.ts";
import { multiply, worthCopying } from "./gemm.ts";
import { placed, type Span, spanLength, spanOf } from "./span.ts";
import { begin, delivered, given, none, placeFor } from "./staging.ts";

/** C[i] = A[i] B[i], with one copy in and out for all i. Returns null, having done nothing, where plain loops apply. */
export function batchedGemm(a: View, b: View, into: Floats | null): Floats | null {
  const rank = a.shape.length - 2;
  const [m, k, n] = [a.shape[rank], a.shape[rank + 1], b.shape[rank + 1]];
  const leading = a.shape.slice(0, rank);
  const size = sizeOf(leading) * m * n;
  if (size * k < worthCopying) return null;
  const [readA, readB] = [readable(a), readable(b)];
  const [spanA, spanB] = spansOf(readA, readB);
  const wasm = begin(spanA.values, spanB.values, into ?? none, size);
  if (wasm === null) return null;
  const c = given(a.data, into, size);
  const fromA = placed(wasm, spanA);
  const fromB = spanA === spanB ? fromA : placed(wasm, spanB);
  const to = placeFor(wasm, c, size);
  const stored = (view: View, from: number, matrix: number) => ({
    address: from + 4 * placeOfMatrix(view, leading, matrix),
    row: view.stride[rank],
    column: view.stride[rank + 1],
  });
  for (let i = 0; i < sizeOf(leading); i++) {
    multiply(wasm, stored(readA, fromA, i), stored(readB, fromB, i), to + 4 * i * m * n, m, n, k);
  }
  return delivered(wasm, to, c, size);
}

/** Kernels read matrices with a stride of 1. Others, and views that leave most of their span out, are copied. */
function readable(view: View): View {
  const rank = view.shape.length - 2;
  const size = sizeOf(view.shape);
  const [row, column] = view.stride.slice(rank);
  if ((row === 1 || column === 1) && spanLength(view) <= 4 * size) return view;
  return makeView(contiguous(view, size), view.shape);
}

/** Two views of the same numbers share one span, so that it is copied once. */
function spansOf(a: View, b: View): readonly [Span, Span] {
  const [first, second] = [spanOf(a), spanOf(b)];
  if (a.data !== b.data) return [first, second];
  const start = Math.min(first.start, second.start);
  const end = Math.max(first.start + first.values.length, second.start + second.values.length);
  const both = { values: a.data.subarray(start, end), start };
  return [both, both];
}
