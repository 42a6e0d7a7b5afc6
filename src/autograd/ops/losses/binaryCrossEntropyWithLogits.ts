import { binaryLoss as code } from "../../../generated/wasm/binaryLoss.ts";
import type { Tensor } from "../../tensor.ts";
import { comparison, type LossKernels } from "../support/comparison.ts";
import { needTensor } from "../support/needTensor.ts";
import type { LossOptions } from "../support/reduction.ts";

/**
 * Cross entropy between probabilities t and σ(x), for each element by itself; mean over all elements.
 *
 *     loss = −t ln σ(x) − (1 − t) ln(1 − σ(x)) = (1 − t) max(x, 0) + t max(−x, 0) + ln(1 + e^(−|x|))
 *     ∂loss/∂x = σ(x) − t          ∂loss/∂t = −x
 *
 * logits x and targets t: one shape   →   [], or that shape for "none". The second form never overflows.
 * At x = ±∞ the loss is 0 if t agrees with x (in PyTorch NaN), else Infinity.
 * Throws if the shapes differ, or a target is outside [0, 1].
 *
 * @gradcheck binaryCrossEntropyWithLogits(randn(3, 2), uniform(0.1, 0.9, 3, 2))
 * @gradcheck binaryCrossEntropyWithLogits(randn(4), uniform(0.1, 0.9, 4), { reduction: "sum" })
 * @gradcheck binaryCrossEntropyWithLogits(randn(4), uniform(0.1, 0.9, 4), { reduction: "none" })
 */
export function binaryCrossEntropyWithLogits(logits: Tensor, targets: Tensor, options: LossOptions = {}): Tensor {
  needTensor("binaryCrossEntropyWithLogits", "the target", targets);
  checkTargets(targets.data);
  return comparison(
    "binaryCrossEntropyWithLogits",
    [logits, targets],
    options,
    (x, t, loss) => {
      for (let i = 0; i < loss.length; i++) {
        const linear = x[i] > 0 ? times(1 - t[i], x[i]) : times(-t[i], x[i]);
        loss[i] = linear + Math.log1p(Math.exp(-Math.abs(x[i])));
      }
    },
    {
      prediction: (x, t, dLoss, dx) => {
        for (let i = 0; i < dx.length; i++) dx[i] = dLoss[i] * (1 / (1 + Math.exp(-x[i])) - t[i]);
      },
      target: (x, _t, dLoss, dt) => {
        for (let i = 0; i < dt.length; i++) dt[i] = -dLoss[i] * x[i];
      },
    },
    kernels,
  );
}

const kernels: LossKernels = { code, sameBits: false, sum: 0, gradient: 1 };

/** 0 times anything is 0, Infinity included: the target rules that answer out. */
const times = (weight: number, x: number): number => (weight === 0 ? 0 : weight * x);

function checkTargets(t: ArrayLike<number>): void {
  for (let i = 0; i < t.length; i++) {
    if (!(t[i] >= 0 && t[i] <= 1)) {
      throw new RangeError(`binaryCrossEntropyWithLogits: targets must be in [0, 1], got ${t[i]} at index ${i}`);
    }
  }
}
