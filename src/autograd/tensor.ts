/**
 * The tape: a tensor remembers how it was computed, and `backward` walks those memories from last to first.
 *
 * Every recorded result is created after its inputs, so creation time is a topological order: no recursion, and no
 * list that would keep a forward pass alive when nobody calls backward. First-order only: gradients are plain numbers.
 */

import type { Floats } from "../array/floats.ts";
import { array, NdArray } from "../array/ndArray.ts";
import { showShape } from "../array/shape.ts";
import { checkOptions } from "../check/checkOptions.ts";
import { kindOf } from "../check/kindOf.ts";
import { checkGradient } from "./checkGradient.ts";
import { watcher } from "./recording.ts";
import { type BackwardOptions, seedOf } from "./seed.ts";

/**
 * The vector-Jacobian product of one input: ∂L/∂y ↦ ∂L/∂x.
 * It returns either a new array or `dy` itself (perhaps reshaped), never one that something else still holds.
 */
export type Vjp = (dy: NdArray) => NdArray;

/** One input of an op with its vector-Jacobian product. */
export type Edge = readonly [input: Tensor, vjp: Vjp];

/** How a tensor was computed: what backward needs. */
interface Origin {
  readonly op: string;
  readonly edges: readonly Edge[];
  /** Every input with its version when it was read: a later change in place would make gradients silently wrong. */
  readonly read: readonly (readonly [input: Tensor, version: number])[];
  /** The result's own version: many vector-Jacobian products read y rather than x. */
  version: number;
}

let clock = 0;

/** An array of numbers with a history. Made by `tensor(...)` and by every op. */
export class Tensor extends NdArray {
  /** ∂L/∂this in row-major order, summed over all backward passes since the last `zeroGrad`. Leaves only. */
  grad: Floats | null = null;
  requiresGrad: boolean;
  name = "";
  /** Counts changes in place (see `assign`), together with every view of the same memory. */
  private changes = { count: 0 };
  readonly time = clock++;
  private origin: Origin | "leaf" | "freed" = "leaf";
  private keepsGrad = false;
  /** @internal Looks at part of another tensor, or in another order: what is written here would go into a copy. */
  isWindow = false;
  /** ∂L/∂this while a backward pass is under way, and whether that array is ours to add into. */
  private pending: NdArray | null = null;
  private pendingIsOwn = false;

  constructor(values: NdArray, requiresGrad = false) {
    if (!(values instanceof NdArray))
      throw new TypeError(`Tensor: the values are ${kindOf(values)}; numbers become a tensor by tensor(values)`);
    super(values.isView ? null : values.data, values.shape, values.isView ? values.view : null);
    this.requiresGrad = requiresGrad;
  }

  /** The op that computed this tensor, or "leaf". */
  get op(): string {
    return typeof this.origin === "string" ? this.origin : this.origin.op;
  }

  get isLeaf(): boolean {
    return this.origin === "leaf";
  }

  /** The one number of a tensor of size 1. */
  item(): number {
    if (this.size !== 1)
      throw new Error(`item: ${showShape(this.shape)} holds ${this.size} numbers; it needs exactly 1`);
    return this.data[0];
  }

  get version(): number {
    return this.changes.count;
  }

  set version(count: number) {
    this.changes.count = count;
  }

  /** The same numbers without the history: gradients stop here. */
  detach(): Tensor {
    return new Tensor(this).viewOf(this);
  }

  /** @internal Declares that this tensor looks at the memory of `base`: a change of one counts as a change of both. */
  viewOf(base: Tensor): this {
    this.changes = base.changes;
    this.isWindow = this.isView;
    if (typeof this.origin !== "string") this.origin.version = base.version;
    return this;
  }

  /** Keep the gradient of this intermediate result in `grad`, as leaves do. */
  retainGrad(): this {
    this.keepsGrad = true;
    return this;
  }

  /** Writes new values in place and marks them as changed, so that a backward pass that needs the old ones refuses. */
  assign(values: ArrayLike<number>): void {
    if (values.length !== this.size) {
      throw new RangeError(`assign: ${values.length} values for ${showShape(this.shape)}, which needs ${this.size}`);
    }
    if (this.isWindow) throw new Error("assign: this is a view of another tensor; assign to that one");
    this.data.set(values);
    this.version++;
  }

  zeroGrad(): void {
    this.grad = null;
  }

  /** @internal Called by `record` once, right after construction. */
  setOrigin(op: string, edges: readonly Edge[], inputs: readonly Tensor[]): void {
    this.origin = { op, edges, read: inputs.map((x) => [x, x.version]), version: this.version };
    this.requiresGrad = true;
  }

  /**
   * Fills `grad` of every leaf this tensor was computed from: ∂this/∂leaf, or the sum of seed · ∂this/∂leaf.
   *
   * The history is released on the way, so a second backward needs `retainGraph: true` in the first.
   * Throws, before any gradient changed, if this is not a single number and no seed is given, or if the history is gone
   * or out of date.
   */
  backward(options: BackwardOptions = {}): void {
    checkOptions("backward", options, ["seed", "retainGraph"]);
    const { seed, retainGraph = false } = options;
    this.pending = seedOf(this, seed);
    this.pendingIsOwn = false;
    const order = latestFirst(this);
    for (const y of order) y.checkUnchanged();
    try {
      for (const y of order) y.passBack(retainGraph);
    } finally {
      for (const y of order) y.pending = null;
    }
  }

  private checkUnchanged(): void {
    if (typeof this.origin === "string") return;
    const { op, read, version } = this.origin;
    const changed = read.find(([x, then]) => x.version !== then)?.[0];
    const what = changed
      ? `its input ${changed.name || showShape(changed.shape)}`
      : `its result ${showShape(this.shape)}`;
    if (changed === undefined && this.version === version) return;
    throw new Error(
      `backward: ${op} needs ${what} as it was, but it was changed in place ` +
        `since; call backward before the optimizer's step, or run the forward pass again`,
    );
  }

  private passBack(retainGraph: boolean): void {
    const dy = this.pending;
    if (dy === null) return;
    if (this.origin === "leaf" || this.keepsGrad) this.keep(dy);
    this.pending = null;
    if (typeof this.origin === "string") return;
    const { op, edges, read } = this.origin;
    for (const [x, vjp] of edges) {
      const dx = checkGradient(op, x, vjp(dy));
      watcher()?.passedBack(
        this,
        read.map(([input]) => input),
        dy,
        x,
        dx,
      );
      x.receive(dx, dy);
    }
    if (!retainGraph) this.origin = "freed";
  }

  /** Adds one consumer's contribution, never into an array that somebody else may hold. */
  private receive(dx: NdArray, dy: NdArray): void {
    if (this.pending === null) {
      this.pending = dx;
      this.pendingIsOwn = !dx.isView && dx.data !== dy.data;
    } else if (this.pendingIsOwn) {
      addInto(this.pending.data, dx.data);
    } else {
      const sum = this.pending.data.slice();
      addInto(sum, dx.data);
      this.pending = array(sum, this.shape);
      this.pendingIsOwn = true;
    }
  }

  /** Into a new array: an optimizer, or whoever else was handed the old one, keeps what it was. */
  private keep(dy: NdArray): void {
    const sum = this.grad?.slice();
    if (sum !== undefined) addInto(sum, dy.data);
    this.grad = sum ?? (this.pendingIsOwn ? dy.data : dy.data.slice());
    watcher()?.kept(this, this.grad);
  }

  /** @internal Throws when the history was already released. */
  historyOrThrow(): readonly Edge[] {
    if (this.origin === "freed") {
      throw new Error(
        "backward: the history of this result was released by an earlier backward; " +
          "pass { retainGraph: true } to the first, or run the forward pass again",
      );
    }
    return this.origin === "leaf" ? [] : this.origin.edges;
  }
}

/** Every tensor the result was computed from that needs a gradient, later ones first. */
function latestFirst(result: Tensor): Tensor[] {
  const found = new Set([result]);
  const order: Tensor[] = [];
  // A Set is walked to its end, what is added on the way included.
  for (const y of found) {
    order.push(y);
    for (const [x] of y.historyOrThrow()) found.add(x);
  }
  return order.sort((a, b) => b.time - a.time);
}

function addInto(sum: Floats, values: Floats): void {
  for (let i = 0; i < sum.length; i++) sum[i] += values[i];
}
