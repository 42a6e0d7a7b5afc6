import type { Floats } from "../../../array/floats.ts";
import { losses as code } from "../../../generated/wasm/losses.ts";
import type { Tensor } from "../../tensor.ts";
import { comparison, type LossKernels } from "../support/comparison.ts";
import type { LossOptions } from "../support/reduction.ts";

/**
 * Mean absolute error, mean over all elements.     loss = |x − t|          ∂loss/∂x = sign(x − t), and 0 at x = t
 *
 * x, t: one shape   →   [], or that shape for "none"
 *
 * @gradcheck l1(randn(3, 2), randn(3, 2))
 * @gradcheck l1(randn(3, 2), randn(3, 2), { reduction: "none" })
 */
export function l1(prediction: Tensor, target: Tensor, options: LossOptions = {}): Tensor {
  const backward = (x: Floats, t: Floats, dLoss: Floats, dx: Floats): void => {
    for (let i = 0; i < dx.length; i++) dx[i] = dLoss[i] * Math.sign(x[i] - t[i]);
  };
  return comparison(
    "l1",
    [prediction, target],
    options,
    (x, t, loss) => {
      for (let i = 0; i < loss.length; i++) loss[i] = Math.abs(x[i] - t[i]);
    },
    { prediction: backward },
    kernels,
  );
}

const kernels: LossKernels = { code, sameBits: false, sum: 2, gradient: 3 };
