import { checkOptions } from "../../../check/checkOptions.ts";
import { piecewise as code } from "../../../generated/wasm/piecewise.ts";
import type { Tensor } from "../../tensor.ts";
import { needTensor } from "../support/needTensor.ts";
import { type UnaryKernels, unary } from "../support/unary.ts";

/**
 * y = x, but at least min and at most max          y′ = 1 for min ≤ x ≤ max, else 0
 *
 * The bounds are rounded to the kind of x first.
 *
 * @gradcheck clamp(randn(8), { min: -0.5 })
 * @gradcheck clamp(randn(8), { max: 0.5 })
 * @gradcheck clamp(randn(8), { min: -0.5, max: 0.7 })
 */
export function clamp(input: Tensor, bounds: { min?: number; max?: number }): Tensor {
  checkOptions("clamp", bounds, ["min", "max"]);
  const { min = -Infinity, max = Infinity } = bounds;
  if (!(min <= max)) throw new RangeError(`clamp: min must be at most max, got min ${min} and max ${max}`);
  needTensor("clamp", "the input", input);
  const round = input.isFloat64 ? Number : Math.fround;
  const [low, high] = [round(min), round(max)];
  return unary(
    "clamp",
    input,
    (x, y) => {
      // biome-ignore lint/complexity/useMathMinMax: the kernel compares too, so that both keep a -0
      for (let i = 0; i < x.length; i++) y[i] = x[i] < low ? low : x[i] > high ? high : x[i];
    },
    (x, _y, dy, dx) => {
      for (let i = 0; i < dx.length; i++) dx[i] = x[i] >= low && x[i] <= high ? dy[i] : 0;
    },
    kernels,
    low,
    high,
  );
}

const kernels: UnaryKernels = { code, sameBits: true, forward: 4, backward: 5, reads: "x" };
