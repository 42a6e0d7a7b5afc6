import type { Floats } from "../array/floats.ts";
import { array, type NdArray } from "../array/ndArray.ts";
import { checkGradient } from "./checkGradient.ts";
import { rememberGradient } from "./secondDerivative.ts";
import type { Tensor } from "./tensor.ts";
import { watcher } from "./watcher.ts";

/** A sum of contributions to ∂L/∂x, and whether no one else holds its array, so that more may be added in place. */
interface Sum {
  values: NdArray;
  isOwn: boolean;
}

/** The bookkeeping of one backward pass: the gradients that are not complete yet. */
export class Gradients {
  private readonly sums = new Map<Tensor, Sum>();
  /** The result whose gradient is passed on at the moment, and that gradient. */
  private y: Tensor;
  private dy: Sum;

  constructor(loss: Tensor, dLoss: NdArray) {
    this.y = loss;
    this.dy = { values: dLoss, isOwn: false };
    this.sums.set(loss, this.dy);
  }

  /** Removes and returns ∂L/∂y. */
  take(y: Tensor): NdArray {
    this.y = y;
    this.dy = this.sums.get(y) as Sum;
    this.sums.delete(y);
    return this.dy.values;
  }

  /** Adds the contribution of the result taken last to ∂L/∂x, never into an array that something else may hold. */
  add(x: Tensor, contribution: NdArray): void {
    const { y, dy } = this;
    const dx = checkGradient(y.op, x, contribution);
    watcher()?.passedBack(y, dy.values, x, dx);
    const sum = this.sums.get(x);
    if (sum === undefined) {
      this.sums.set(x, { values: dx, isOwn: !dx.isView && dx.data !== dy.values.data });
    } else if (sum.isOwn) {
      addInto(sum.values.data, dx.data);
    } else {
      const values = sum.values.data.slice();
      addInto(values, dx.data);
      this.sums.set(x, { values: array(values, x.shape), isOwn: true });
    }
  }

  /** Adds the gradient taken last to `y.grad`, in a new array: callers may hold the old one. */
  keep(y: Tensor): void {
    const { values, isOwn } = this.dy;
    const sum = y.grad?.slice();
    if (sum !== undefined) addInto(sum, values.data);
    y.grad = sum ?? (isOwn ? values.data : values.data.slice());
    rememberGradient(y.grad);
    watcher()?.kept(y, y.grad);
  }
}

function addInto(sum: Floats, values: Floats): void {
  for (let i = 0; i < sum.length; i++) sum[i] += values[i];
}
