import type { Floats } from "../../array/floats.ts";
import { makeZeros } from "../../array/makeZeros.ts";
import { gemm } from "../../kernels/gemm.ts";
import { safeDivide } from "../../math/safeDivide.ts";
import { norm } from "./norm.ts";

const [a, b, c] = [3.4445, -4.775, 2.0315];

/**
 * Returns a matrix with the same singular vectors, and singular values between about 0.7 and 1.2. It takes five steps
 * of this iteration: Jordan et al., "Muon", 2024, https://kellerjordan.github.io/posts/muon
 *
 *     X ← X / ‖X‖_F
 *     A = X Xᵀ
 *     X ← a X + (b A + c A²) X
 *
 * on the short side. Its coefficients are chosen to grow small values fast, not to converge. A zero matrix stays zero.
 *
 * x: [rows, columns]   →   [rows, columns]
 */
export function newtonSchulz(x: Floats, rows: number, columns: number): Floats {
  const size = norm(x);
  let now: Floats = x.map((value) => safeDivide(value, size));
  let next = makeZeros(x);
  const short = Math.min(rows, columns);
  const long = Math.max(rows, columns);
  const tall = rows > columns;
  const [gram, square] = [makeZeros(x, short * short), makeZeros(x, short * short)];
  for (let step = 0; step < 5; step++) {
    gemm(now, now, gram, { m: short, n: short, k: long, transposeA: tall, transposeB: !tall });
    gemm(gram, gram, square, { m: short, n: short, k: short });
    const mix = gram.map((value, i) => b * value + c * square[i]);
    if (tall) gemm(now, mix, next, { m: rows, n: columns, k: columns });
    else gemm(mix, now, next, { m: rows, n: columns, k: rows });
    for (let i = 0; i < next.length; i++) next[i] += a * now[i];
    [now, next] = [next, now];
  }
  return now;
}
