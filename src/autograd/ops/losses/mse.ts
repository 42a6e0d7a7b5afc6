import type { Floats } from "../../../array/floats.ts";
import { losses as code } from "../../../generated/wasm/losses.ts";
import type { Tensor } from "../../tensor.ts";
import { comparison, type LossKernels } from "../support/comparison.ts";
import type { LossOptions } from "../support/reduction.ts";

/**
 * Mean squared error, mean over all elements.     loss = (x − t)²          ∂loss/∂x = 2 (x − t)
 *
 * x, t: one shape   →   [], or that shape for "none"
 *
 * @gradcheck mse(randn(3, 2), randn(3, 2))
 * @gradcheck mse(randn(3, 2), randn(3, 2), { reduction: "sum" })
 * @gradcheck mse(randn(3, 2), randn(3, 2), { reduction: "none" })
 */
export function mse(prediction: Tensor, target: Tensor, options: LossOptions = {}): Tensor {
  const backward = (x: Floats, t: Floats, dLoss: Floats, dx: Floats): void => {
    for (let i = 0; i < dx.length; i++) dx[i] = dLoss[i] * 2 * (x[i] - t[i]);
  };
  return comparison(
    "mse",
    [prediction, target],
    options,
    (x, t, loss) => {
      for (let i = 0; i < loss.length; i++) loss[i] = (x[i] - t[i]) * (x[i] - t[i]);
    },
    { prediction: backward },
    kernels,
  );
}

const kernels: LossKernels = { code, sameBits: false, sum: 0, gradient: 1 };
