import type { Floats } from "../../../array/floats.ts";
import { NdArray } from "../../../array/ndArray.ts";
import { broadcastShape } from "../../../array/shape.ts";
import { pow as code } from "../../../generated/wasm/pow.ts";
import { broadcastElementwise } from "../../../kernels/elementwise.ts";
import { record } from "../../support/record.ts";
import { Tensor } from "../../tensor.ts";
import { type Operand, operands } from "../support/operands.ts";
import { unbroadcast } from "../support/unbroadcast.ts";
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
 * Other whole numbers from −64 to 64 are computed by products, several times as fast as powers. SIMD computes p = 2, 3
 * and 4, and powers of Float32, within 2 units in the last place.
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
  const [x, p] = operands("pow", base, exponent);
  const shape = broadcastShape("pow", x.shape, p.shape);
  const compute = (kernel: number, loop: Loop, inputs: readonly NdArray[]): NdArray =>
    new NdArray(broadcastElementwise(kernels, kernel, loop, shape, inputs), shape);
  const y = compute(0, forward, [x, p]);
  return record(
    "pow",
    y,
    [x, (dy) => unbroadcast(compute(1, baseGradient, [x, p, dy]), x.shape)],
    [p, (dy) => unbroadcast(compute(2, exponentGradient, [x, y, dy]), p.shape)],
  );
}

type Loop = (result: Floats, x: Floats, p: Floats, dy: Floats) => void;

const kernels = { code, sameBits: false };

/** xᵖ as in C. In JavaScript 1 ** NaN and (±1) ** ±Infinity are NaN. */
const power = (x: number, p: number): number => (x === 1 || (x === -1 && p * p === Infinity) ? 1 : x ** p);

const forward: Loop = (y, x, p) => {
  for (let i = 0; i < y.length; i++) y[i] = power(x[i], p[i]);
};

const baseGradient: Loop = (dx, x, p, dy) => {
  for (let i = 0; i < dx.length; i++) dx[i] = p[i] === 0 ? 0 : dy[i] * p[i] * power(x[i], p[i] - 1);
};

/** At x = 0, y is infinite where p < 0. */
const exponentGradient: Loop = (dp, x, y, dy) => {
  for (let i = 0; i < dp.length; i++) dp[i] = x[i] === 0 && Number.isFinite(y[i]) ? 0 : dy[i] * y[i] * Math.log(x[i]);
};
