import type { Floats } from "../array/floats.ts";
import { array, type NdArray } from "../array/ndArray.ts";
import { checkGradient } from "./checkGradient.ts";
import { rememberGradient } from "./secondDerivative.ts";
import type { Tensor } from "./tensor.ts";
import { watcher } from "./watcher.ts";

/** A sum of contributions to ∂L/∂x. If nothing else holds its array, more contributions are added in place. */
interface Sum {
  /** Null after it was passed on. */
  values: NdArray | null;
  isOwn: boolean;
}

/** The bookkeeping of one backward pass: the gradients that are not complete yet. */
export class Gradients {
  private readonly sums = new Map<Tensor, Sum>();
  /** The result whose gradient is passed on at the moment, and that gradient. */
  private y: Tensor;
  private dy: NdArray;
  private isOwn = false;

  constructor(loss: Tensor, dLoss: NdArray) {
    this.y = loss;
    this.dy = dLoss;
    this.sums.set(loss, { values: dLoss, isOwn: false });
  }

  /** Removes and returns ∂L/∂y. */
  take(y: Tensor): NdArray {
    const sum = this.sums.get(y) as Sum;
    this.y = y;
    this.dy = sum.values as NdArray;
    this.isOwn = sum.isOwn;
    // To delete the entry would cost more time than it saves memory.
    sum.values = null;
    return this.dy;
  }

  /**
   * Adds the contribution of the last taken result to ∂L/∂x, in a new array if something else may hold the old one.
   */
  add(x: Tensor, contribution: NdArray): void {
    const { y, dy } = this;
    const dx = checkGradient(y.op, x, contribution);
    watcher()?.passedBack(y, dy, x, dx);
    const sum = this.sums.get(x);
    if (sum === undefined) {
      this.sums.set(x, { values: dx, isOwn: dx !== dy && !dx.isView && dx.data !== dy.data });
      return;
    }
    const { data } = sum.values as NdArray;
    const values = sum.isOwn ? data : data.slice();
    addInto(values, dx.data);
    if (!sum.isOwn) Object.assign(sum, { values: array(values, x.shape), isOwn: true });
  }

  /** Adds the gradient taken last to `y.grad`, in a new array: callers may hold the old one. */
  keep(y: Tensor): void {
    const { data } = this.dy;
    const sum = y.grad?.slice();
    if (sum !== undefined) addInto(sum, data);
    y.grad = sum ?? (this.isOwn ? data : data.slice());
    rememberGradient(y.grad);
    watcher()?.kept(y, y.grad);
  }
}

function addInto(sum: Floats, values: Floats): void {
  for (let i = 0; i < sum.length; i++) sum[i] += values[i];
}
