import type { Floats } from "../../../array/floats.ts";
import { makeZeros } from "../../../array/makeZeros.ts";
import { array, NdArray } from "../../../array/ndArray.ts";
import { type Shape, sameShape, showShape } from "../../../array/shape.ts";
import { checkOptions } from "../../../check/checkOptions.ts";
import { elementwise, type Simd } from "../../../kernels/elementwise.ts";
import { total } from "../../../kernels/total.ts";
import { promote } from "../../promote.ts";
import { record } from "../../support/record.ts";
import type { Tensor } from "../../tensor.ts";
import { needTensor } from "./needTensor.ts";
import { checkReduction, type LossOptions, type Reduction, reduceLosses, spreadLoss } from "./reduction.ts";

/** loss[i] from prediction x[i] and target t[i], for every i. */
type Forward = (x: Floats, t: Floats, loss: Floats) => void;
/** dx[i] = dLoss[i] · ∂loss/∂x, for every i. Likewise for the target; without loops its gradient is −dx. */
type Backward = (x: Floats, t: Floats, dLoss: Floats, dx: Floats) => void;

/** SIMD kernels for losses that are added up, by their places in the module. They compute the same as the loops. */
export interface LossKernels extends Simd {
  /** Returns Σ loss. */
  readonly sum: number;
  /** Computes dx = scale ∂loss/∂x. With −scale it is that of the target too, unless the target has other loops. */
  readonly gradient: number;
}

/** A loss that compares each element of a prediction with that of a target. Each loss brings its own loops. */
export function comparison(
  op: string,
  inputs: readonly [prediction: Tensor, target: Tensor],
  options: LossOptions,
  forward: Forward,
  backward: { prediction: Backward; target?: Backward },
  kernels: LossKernels,
  p = 0,
): Tensor {
  checkOptions(op, options, ["reduction"]);
  const { reduction = "mean" } = options;
  const [prediction, target] = promotedAlike(op, inputs);
  checkReduction(op, reduction, prediction.size);
  const [x, t] = [prediction.data, target.data];
  const sum = reduction === "none" ? null : total(kernels, kernels.sum, p, x, t);
  const divisor = reduction === "mean" ? x.length : 1;
  const pullBack =
    (sign: 1 | -1, loop: Backward, isFast: boolean) =>
    (dy: NdArray): NdArray => {
      const plain = (dx: Floats): void => {
        loop(x, t, spreadLoss(dy, x.length, reduction), dx);
        if (sign < 0) for (let i = 0; i < dx.length; i++) dx[i] = -dx[i];
      };
      const simd = isFast && reduction !== "none" ? kernels : null;
      const scale = (sign * dy.data[0]) / divisor;
      return new NdArray(elementwise(simd, kernels.gradient, plain, scale, p, x, t), prediction.shape);
    };
  return record(
    op,
    sum === null
      ? lossesOf(forward, x, t, prediction.shape, reduction)
      : array(makeZeros(x, 1).fill(sum / divisor), []),
    [prediction, pullBack(1, backward.prediction, true)],
    [target, backward.target ? pullBack(1, backward.target, false) : pullBack(-1, backward.prediction, true)],
  );
}

/** Throws unless both have one shape: broadcasting here would hide a mistake, such as [n, 1] against [n]. */
function promotedAlike(op: string, inputs: readonly [prediction: Tensor, target: Tensor]): readonly [Tensor, Tensor] {
  needTensor(op, "the prediction", inputs[0]);
  needTensor(op, "the target", inputs[1]);
  const [x, t] = inputs.map(({ shape }) => shape);
  if (!sameShape(x, t))
    throw new RangeError(`${op}: prediction and target must have one shape, got ${showShape(x)} and ${showShape(t)}`);
  return promote(...inputs);
}

function lossesOf(forward: Forward, x: Floats, t: Floats, shape: Shape, reduction: Reduction): NdArray {
  const losses = makeZeros(x);
  forward(x, t, losses);
  return reduceLosses(losses, shape, reduction);
}
