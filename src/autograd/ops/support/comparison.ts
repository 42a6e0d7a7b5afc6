import type { Floats } from "../../../array/floats.ts";
import { makeZeros } from "../../../array/makeZeros.ts";
import { NdArray } from "../../../array/ndArray.ts";
import { sameShape, showShape } from "../../../array/shape.ts";
import { checkOptions } from "../../../check/checkOptions.ts";
import { promote } from "../../promote.ts";
import { record } from "../../record.ts";
import type { Tensor } from "../../tensor.ts";
import { needTensor } from "./needTensor.ts";
import { checkReduction, type LossOptions, reduceLosses, spreadLoss } from "./reduction.ts";

/** loss[i] from prediction x[i] and target t[i], for every i. */
type Forward = (x: Floats, t: Floats, loss: Floats) => void;
/** dx[i] = dLoss[i] · ∂loss/∂x, for every i. Likewise for the target. */
type Backward = (x: Floats, t: Floats, dLoss: Floats, dx: Floats) => void;

/**
 * A loss that compares each element of a prediction with the same element of a target. Each loss brings its own loops.
 * Throws unless both have one shape: broadcasting here would hide a mistake, such as [n, 1] against [n].
 */
export function comparison(
  op: string,
  inputs: readonly [prediction: Tensor, target: Tensor],
  options: LossOptions,
  forward: Forward,
  backward: { prediction: Backward; target: Backward },
): Tensor {
  checkOptions(op, options, ["reduction"]);
  const { reduction = "mean" } = options;
  needTensor(op, "the prediction", inputs[0]);
  needTensor(op, "the target", inputs[1]);
  const [prediction, target] = promote(...inputs);
  if (!sameShape(prediction.shape, target.shape)) {
    const [x, t] = [showShape(prediction.shape), showShape(target.shape)];
    throw new RangeError(`${op}: prediction and target must have one shape, got ${x} and ${t}`);
  }
  checkReduction(op, reduction, prediction.size);
  const [x, t] = [prediction.data, target.data];
  const losses = makeZeros(x);
  forward(x, t, losses);
  const pullBack = (loop: Backward) => (dy: NdArray) => {
    const dx = makeZeros(x);
    loop(x, t, spreadLoss(dy, x.length, reduction), dx);
    return new NdArray(dx, prediction.shape);
  };
  return record(
    op,
    reduceLosses(losses, prediction.shape, reduction),
    [prediction, pullBack(backward.prediction)],
    [target, pullBack(backward.target)],
  );
}

/** The target's gradient of a loss that depends on x − t only. */
export const opposite =
  (backward: Backward): Backward =>
  (x, t, dLoss, dt) => {
    backward(x, t, dLoss, dt);
    for (let i = 0; i < dt.length; i++) dt[i] = -dt[i];
  };
