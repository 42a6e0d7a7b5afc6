import type { Floats } from "../array/floats.ts";
import { drawFrom } from "../array/makeZeros.ts";
import { NdArray } from "../array/ndArray.ts";
import { showShape } from "../array/shape.ts";
import { checkOptions } from "../check/checkOptions.ts";
import { describeValue } from "../check/describeValue.ts";
import { backward } from "./backward.ts";
import { checkUnchanged } from "./checkUnchanged.ts";
import type { Edge } from "./edge.ts";
import { freed, type History, leaf } from "./history.ts";
import { latestFirst } from "./latestFirst.ts";
import { type Repeat, sameBatch } from "./sameBatch.ts";
import { rememberGradient } from "./secondDerivative.ts";
import { type BackwardOptions, seedOf } from "./seed.ts";
import { giveBack, isLent } from "./support/gradientMemory.ts";

let clock = 0;

/**
 * An array of numbers with a record of how it was computed. `tensor(…)` and every op make one.
 *
 * The records of all tensors form the tape that `backward` walks. Gradients are plain numbers, without a history.
 */
export class Tensor extends NdArray {
  /**
   * ∂L/∂this in row-major order, summed over all backward passes since the last `zeroGrad`. Leaves only.
   *
   * Plain numbers: second derivatives are not recorded, and an op that mixes them with a parameter throws.
   * Backward may leave them in memory that it uses again; the first read copies them into an array that stays.
   */
  get grad(): Floats | null {
    const { lentGrad } = this;
    if (lentGrad !== null && isLent(lentGrad)) {
      this.grad = lentGrad.slice();
      rememberGradient(this.lentGrad as Floats);
    }
    return this.lentGrad;
  }

  set grad(values: Floats | null) {
    if (this.lentGrad !== null) giveBack(this.lentGrad);
    this.lentGrad = values;
  }

  /** @internal `grad` without the copy, for those who hold it no longer than until `grad` is set or read. */
  lentGrad: Floats | null = null;
  requiresGrad: boolean;
  name = "";
  /** @internal Null unless `optimizer.eval()` is in force. `optimizer.train()` calls these functions. */
  onRestore: (() => void)[] | null = null;
  /** @internal The position in the order of creation. */
  readonly time = clock++;
  /** @internal */
  history: History = leaf;
  /** @internal True for a strided view of another tensor: values written here would go into a copy. */
  isWindow = false;
  /** Counts changes in place, shared with every view of the same memory. */
  private changes = { count: 0 };
  private retainsGrad = false;

  constructor(values: NdArray, requiresGrad = false) {
    if (!(values instanceof NdArray))
      throw new TypeError(`Tensor: the values must be an NdArray, got ${describeValue(values)}; use tensor(values)`);
    super(values.isView ? null : values.data, values.shape, values.isView ? values.view : null);
    this.requiresGrad = requiresGrad;
  }

  /** The op that computed this tensor, or "leaf". */
  get op(): string {
    return this.history.op;
  }

  get isLeaf(): boolean {
    return this.history.version === leaf.version;
  }

  /** @internal True if backward stores the gradient in `grad`. */
  get keepsGrad(): boolean {
    return this.isLeaf || this.retainsGrad;
  }

  /** The number of changes in place (see `assign`). */
  get version(): number {
    return this.changes.count;
  }

  set version(count: number) {
    this.changes.count = count;
  }

  /** The number in a tensor of size 1. */
  item(): number {
    if (this.size !== 1) throw new Error(`item: needs a tensor with exactly 1 element, got ${showShape(this.shape)}`);
    return this.data[0];
  }

  /** The same numbers without the history: gradients stop here. */
  detach(): Tensor {
    return new Tensor(this).viewOf(this);
  }

  /** Keeps the gradient of this intermediate result in `grad`, as leaves do. */
  retainGrad(): this {
    this.retainsGrad = true;
    return this;
  }

  zeroGrad(): void {
    this.grad = null;
  }

  /** Writes new values in place and counts the change, so that a backward pass that needs the old ones throws. */
  assign(values: ArrayLike<number>): void {
    if (values?.length !== this.size) {
      const found = values?.length ?? describeValue(values);
      throw new RangeError(`assign: ${showShape(this.shape)} needs ${this.size} values, got ${found}`);
    }
    if (this.isWindow)
      throw new Error("assign: the tensor must own its memory, got a view of another tensor; assign to that one");
    this.data.set(values);
    this.version++;
  }

  /**
   * Fills `grad` of every leaf this tensor was computed from: ∂this/∂leaf, or the sum of seed · ∂this/∂leaf.
   *
   * Releases the history on the way, so a second backward needs `retainGraph: true` in the first.
   * Throws, before any gradient changed, if this is not a single number and no seed is given.
   * Throws likewise if the history was freed, or if a tensor that it needs was changed in place.
   */
  backward(options: BackwardOptions = {}): void {
    checkOptions("backward", options, ["seed", "retainGraph"]);
    const dL = seedOf(this, options.seed);
    const order = latestFirst(this);
    for (const y of order) checkUnchanged(y);
    const source = drawFrom(null);
    try {
      backward(order, dL, options.retainGraph ?? false);
    } finally {
      drawFrom(source);
    }
  }

  /** @internal For optimizers, which do not import this folder. */
  sameBatch<T>(work: (repeat: Repeat) => T): T {
    return sameBatch(work);
  }

  /** @internal Called by `record` once, right after construction. */
  setHistory(op: string, edges: readonly Edge[], inputs: readonly Tensor[]): void {
    this.history = { op, edges, read: inputs.map((x) => [x, x.version]), version: this.version };
    this.requiresGrad = true;
  }

  /** @internal */
  freeHistory(): void {
    if (!this.isLeaf) this.history = freed;
  }

  /** @internal Declares that this tensor shares the memory of `base`: a change of one counts as a change of both. */
  viewOf(base: Tensor): this {
    this.changes = base.changes;
    this.isWindow = this.isView;
    if (!this.isLeaf) this.history = { ...this.history, version: base.version };
    return this;
  }
}
