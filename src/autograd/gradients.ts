import { addInto } from "../array/addInto.ts";
import { copyView } from "../array/copyView.ts";
import type { Floats } from "../array/floats.ts";
import { drawFrom, reused } from "../array/makeZeros.ts";
import { contiguous, NdArray } from "../array/ndArray.ts";
import { makeView } from "../array/view.ts";
import { checkGradient } from "./checkGradient.ts";
import type { Edge } from "./edge.ts";
import { rememberGradient } from "./secondDerivative.ts";
import { addHolders, holdersOf, isLent, takeMemory, taken } from "./support/gradientMemory.ts";
import type { Tensor } from "./tensor.ts";
import { watcher } from "./watcher.ts";

/** A sum of contributions to ∂L/∂x. If nothing else holds its array, more contributions are added in place. */
interface Sum {
  values: NdArray;
  isOwn: boolean;
  /** The array that this sum holds, if it is from `gradientMemory`. */
  memory: Float32Array | null;
}

/** The bookkeeping of one backward pass: the gradients that are not complete yet. */
export class Gradients {
  private readonly sums = new Map<Tensor, Sum | null>();
  /** The result whose gradient is passed on at the moment, and that gradient. */
  private y: Tensor;
  private dy: Sum;

  /** `reuses`: no derivative runs again, and nothing but this pass sees gradients. */
  constructor(
    loss: Tensor,
    dLoss: NdArray,
    private readonly reuses: boolean,
  ) {
    this.y = loss;
    this.dy = { values: dLoss, isOwn: false, memory: null };
    this.sums.set(loss, this.dy);
  }

  /** Removes and returns ∂L/∂y. Until `release`, new arrays take the memory of gradients that were passed on. */
  take(y: Tensor): NdArray {
    drawFrom(this.reuses ? takeMemory : null);
    this.y = y;
    this.dy = this.sums.get(y) as Sum;
    // To delete the entry would cost more time than it saves memory.
    this.sums.set(y, null);
    return this.dy.values;
  }

  /** Adds the contribution of the last taken result, whose gradient is dy, to ∂L/∂x. */
  pass([x, vjp, add]: Edge, dy: NdArray): void {
    const sum = this.sums.get(x);
    if (sum && add && !watcher()) {
      add(this.own(sum, x), dy);
      return;
    }
    const dx = checkGradient(this.y.op, x, vjp(dy));
    watcher()?.passedBack(this.y, dy, x, dx);
    if (sum) {
      addInto(this.own(sum, x), dx.data);
      return;
    }
    const base = baseOf(dx);
    const memory = holdersOf(base) === undefined ? null : (base as Float32Array);
    if (memory !== null) addHolders(memory, 1);
    this.sums.set(x, { values: dx, isOwn: base !== baseOf(dy), memory });
  }

  /** Returns the numbers of a sum to add to: in a new array if something else may hold the old one. */
  private own(sum: Sum, { shape }: Tensor): Floats {
    if (!sum.isOwn && !isOnlyHolder(sum)) {
      sum.values = new NdArray(ownData(sum), shape);
      sum.isOwn = true;
    }
    return sum.values.data;
  }

  /** Adds the gradient taken last to `y.grad`: in a new array if callers may hold the old one. */
  keep(y: Tensor): void {
    const { dy } = this;
    const before = y.lentGrad;
    if (before !== null) {
      const grad = isLent(before) ? before : before.slice();
      addInto(grad, dy.values.data);
      if (grad !== before) y.grad = grad;
    } else {
      const memory = y.isLeaf ? lendable(dy) : null;
      if (memory !== null) addHolders(memory, 1);
      y.grad = memory ?? ownData(dy);
    }
    const grad = y.lentGrad as Floats;
    if (!isLent(grad)) rememberGradient(grad);
    watcher()?.kept(y, grad);
  }

  /** Ends the use of ∂L/∂y, which was passed on to every input of y. */
  release(): void {
    drawFrom(null);
    if (this.dy.memory !== null) addHolders(this.dy.memory, -1);
    for (const values of taken) addHolders(values, 0);
    taken.length = 0;
  }
}

/** Returns the array that the elements are in. */
const baseOf = (x: NdArray): Floats => (x.isView ? x.view.data : x.data);

/** Returns true if no other gradient holds the elements. A view that was read has a copy, which does not count. */
const isOnlyHolder = ({ values, memory }: Sum): boolean =>
  memory !== null && baseOf(values) === memory && holdersOf(memory) === 1;

/** Returns memory that a leaf may hold: that of the sum, or a view's elements copied to other memory. Null for none. */
function lendable(sum: Sum): Float32Array | null {
  const { values, memory } = sum;
  if (!values.isView) return isOnlyHolder(sum) ? memory : null;
  const copy = reused(values.view.data, values.size);
  if (copy !== null) copyView(makeView(copy, values.shape), values.view);
  return copy;
}

/** Returns the elements in an array that nothing else holds: as they are if they own it, or a copy. */
function ownData({ values, isOwn }: Sum): Floats {
  if (values.isView) {
    const { view, size } = values;
    const copy = contiguous(view, size);
    if (copy !== view.data) return copy;
  }
  const { data } = values;
  return isOwn && holdersOf(data) === undefined ? data : data.slice();
}
