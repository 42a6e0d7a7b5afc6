import type { Floats } from "../../../array/floats.ts";
import { checkOptions } from "../../../check/checkOptions.ts";
import { losses as code } from "../../../generated/wasm/losses.ts";
import type { Tensor } from "../../tensor.ts";
import { comparison, type LossKernels } from "../support/comparison.ts";
import type { LossOptions } from "../support/reduction.ts";

export interface HuberOptions extends LossOptions {
  /** δ: where the parabola becomes a line. Default 1. */
  delta?: number;
}

/**
 * Huber, "Robust Estimation of a Location Parameter", Annals of Mathematical Statistics 1964; mean over all elements.
 *
 *     loss = ½ e² for |e| ≤ δ, else δ (|e| − ½ δ)          ∂loss/∂x = e, held within ±δ          e = x − t
 *
 * x, t: one shape   →   [], or that shape for "none". Throws if δ is not above 0.
 *
 * @gradcheck huber(randn(3, 4), randn(3, 4))
 * @gradcheck huber(randn(3, 4), randn(3, 4), { delta: 0.3, reduction: "sum" })
 */
export function huber(prediction: Tensor, target: Tensor, options: HuberOptions = {}): Tensor {
  checkOptions("huber", options, ["delta", "reduction"]);
  const { delta = 1, ...lossOptions } = options;
  if (!(delta > 0)) throw new RangeError(`huber: delta must be above 0, got ${delta}`);
  const backward = (x: Floats, t: Floats, dLoss: Floats, dx: Floats): void => {
    for (let i = 0; i < dx.length; i++) dx[i] = dLoss[i] * Math.max(-delta, Math.min(delta, x[i] - t[i]));
  };
  return comparison(
    "huber",
    [prediction, target],
    lossOptions,
    (x, t, loss) => {
      for (let i = 0; i < loss.length; i++) {
        const e = Math.abs(x[i] - t[i]);
        loss[i] = e <= delta ? 0.5 * e * e : delta * (e - 0.5 * delta);
      }
    },
    { prediction: backward },
    kernels,
    delta,
  );
}

const kernels: LossKernels = { code, sameBits: false, sum: 4, gradient: 5 };
