import { makeZeros } from "../../../array/makeZeros.ts";
import { array } from "../../../array/ndArray.ts";
import { record } from "../../support/record.ts";
import { Tensor } from "../../tensor.ts";
import { broadcastPair, toInput } from "../support/broadcastPair.ts";
import type { Operand } from "../support/operands.ts";
import { isWhole, wholePower } from "../support/wholePower.ts";
import { div } from "./div.ts";
import { sqrt } from "./sqrt.ts";

/**
 * y = xᵖ          ∂y/∂x = p xᵖ⁻¹          ∂y/∂p = xᵖ ln x
 *
 * x and p are tensors or numbers that broadcast. Where p = 0, ∂y/∂x is 0, even at x = 0, where the formula gives 0
 * · ∞.
 * Where x = 0 and p ≥ 0, ∂y/∂p is 0, its limit from the right for p > 0. For p < 0 it is infinite, as y is.
 * A negative x with a fractional p gives NaN, and so does the derivative by p at any negative x.
 * 1ᵖ is 1 for every p, NaN too, and (−1)^±∞ is 1, as in C, Python and PyTorch; in JavaScript, 1 ** NaN is NaN.
 * A number p = ½, −1 or −½ is computed by `sqrt` and `div`, as in PyTorch: the root of −∞ is NaN, where C has ∞.
 * Other whole numbers from −64 to 64 are computed by products, several times as fast as powers; p = 2, 3 or 4 in SIMD,
 * within 2 units in the last place.
 *
 * @gradcheck pow(randn(5), 2)
 * @gradcheck pow(randn(5), 5)
 * @gradcheck pow(uniform(0.5, 2, 5), -2)
 * @gradcheck pow(uniform(0.5, 2, 5), -1)
 * @gradcheck pow(uniform(0.5, 2, 5), 0.5)
 * @gradcheck pow(uniform(0.5, 2, 5), -0.5)
 * @gradcheck pow(uniform(0.5, 2, 5), -1.5)
 * @gradcheck pow(3, randn(4))
 * @gradcheck pow(uniform(0.5, 2, 3, 1), randn(4))
 * @example pow(tensor([1, -1, 2]), NaN).data // [1, NaN, NaN]
 */
export function pow(base: Operand, exponent: Operand): Tensor {
  if (base instanceof Tensor && typeof exponent === "number") {
    if (exponent === 0.5) return sqrt(base);
    if (exponent === -1) return div(1, base);
    if (exponent === -0.5) return div(1, sqrt(base));
    if (isWhole(exponent)) return wholePower(base, exponent);
  }
  const pair = broadcastPair("pow", base, exponent);
  const { a: x, b: p } = pair;
  const y = makeZeros(x);
  for (let i = 0; i < y.length; i++) y[i] = power(x[i], p[i]);
  return record(
    "pow",
    array(y, pair.shape),
    [
      pair.x,
      ({ data: dy }) => {
        const dx = makeZeros(y);
        for (let i = 0; i < dx.length; i++) dx[i] = p[i] === 0 ? 0 : dy[i] * p[i] * power(x[i], p[i] - 1);
        return toInput(dx, pair, pair.x);
      },
    ],
    [
      pair.z,
      ({ data: dy }) => {
        const dp = makeZeros(y);
        for (let i = 0; i < dp.length; i++) dp[i] = x[i] === 0 && p[i] >= 0 ? 0 : dy[i] * y[i] * Math.log(x[i]);
        return toInput(dp, pair, pair.z);
      },
    ],
  );
}

/** xᵖ as in C. In JavaScript 1 ** NaN and (±1) ** ±Infinity are NaN. */
const power = (x: number, p: number): number => (x === 1 || (x === -1 && p * p === Infinity) ? 1 : x ** p);
