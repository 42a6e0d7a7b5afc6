import { checkRandom } from "../autograd/checkRandom.ts";
import type { Random } from "../autograd/random.ts";
import { checkArgument } from "../check/checkArgument.ts";
import { checkOptions } from "../check/checkOptions.ts";
import { describeValue } from "../check/describeValue.ts";
import { isRecord } from "../check/isRecord.ts";
import { count, countOrZero } from "../check/kinds.ts";
import type { Dataset, Examples } from "./dataset.ts";
import { subset } from "./subset.ts";

export interface LoaderOptions {
  /** Examples per batch. */
  batch: number;
  /** Draws a new order for every epoch. Without it the order is the data set's. */
  random?: Random;
  /** True: leaves out the last batch of an epoch if it is smaller than the others. */
  dropLast?: boolean;
}

/** The position of a loader as plain JSON. A loader that restores it resumes with the next batch. */
export interface LoaderState {
  epoch: number;
  position: number;
  order: number[];
  random: number[] | null;
}

/**
 * Endless batches of a data set. Each epoch has every example once, in a new random order.
 *
 * @example new Loader(xor(10, { random: new Random(1) }), { batch: 4 }).next().inputs.shape // [4, 2]
 *
 * One epoch: `for (const { inputs, labels } of loader) …`
 */
export class Loader<T extends Examples = Dataset> {
  readonly data: T;
  readonly batchesPerEpoch: number;
  /** Epochs begun so far. */
  epoch = 0;
  /** Examples of the current epoch already delivered; 0 between epochs. */
  private position = 0;
  private order: Int32Array;
  private readonly batch: number;
  private readonly random: Random | null;
  /** An epoch ends when fewer examples than this are left. */
  private readonly least: number;

  constructor(data: T, options: LoaderOptions) {
    checkOptions("Loader", options, ["batch", "random", "dropLast"]);
    const { batch, random, dropLast = false } = options;
    if (data?.inputs?.shape === undefined)
      throw new TypeError(
        `Loader: needs a data set, got ${describeValue(data)}; twoMoons(400, { random }) returns one`,
      );
    const n = data.inputs.shape[0];
    if (n === 0) throw new RangeError("Loader: the data set must have examples, got none");
    checkArgument("Loader", "batch", batch, count);
    if (random !== undefined && random !== null) checkRandom("Loader", { random });
    if (dropLast && batch > n)
      throw new RangeError(`Loader: batch must be at most the ${n} examples with dropLast, got ${batch}`);
    this.data = data;
    this.batch = batch;
    this.random = random ?? null;
    this.least = dropLast ? batch : 1;
    this.batchesPerEpoch = dropLast ? Math.floor(n / batch) : Math.ceil(n / batch);
    this.order = Int32Array.from({ length: n }, (_, i) => i);
  }

  /** Returns the next batch. A new epoch begins after the last one. */
  next(): T {
    if (this.position === 0) {
      this.epoch++;
      this.random?.shuffle(this.order);
    }
    const chosen = this.order.subarray(this.position, this.position + this.batch);
    this.position += chosen.length;
    if (this.order.length - this.position < this.least) this.position = 0;
    return subset(this.data, chosen);
  }

  /** Yields the batches up to the end of the current epoch; between epochs, those of the next one. */
  *rest(): Generator<T> {
    do yield this.next();
    while (this.position !== 0);
  }

  /** Same as `rest`: `for (const { inputs, labels } of loader)` is one epoch. */
  [Symbol.iterator](): Generator<T> {
    return this.rest();
  }

  /** Returns a copy of the loader's position, as plain JSON. */
  stateDict(): LoaderState {
    return {
      epoch: this.epoch,
      position: this.position,
      order: [...this.order],
      random: this.random?.stateDict() ?? null,
    };
  }

  /**
   * Resumes at a saved place, with the next example; the batch size may differ. Throws before any change if the number
   * of examples differs, or if only one of the two loaders shuffles.
   */
  loadStateDict(state: LoaderState): void {
    this.planLoad(state)();
  }

  /** Returns the change that `loadStateDict` makes, which cannot fail. Throws if the state does not fit. */
  planLoad(state: LoaderState): () => void {
    if (!isRecord(state) || !("order" in state && "random" in state))
      throw new TypeError(
        `Loader.loadStateDict: the state must be the result of stateDict(), got ${describeValue(state)}`,
      );
    const { epoch, position, order, random } = state;
    this.checkPlace(epoch, position, order);
    if ((random === null) !== (this.random === null)) {
      const saved = random === null ? "did not shuffle and this one does" : "shuffled and this one does not";
      throw new RangeError(
        `Loader.loadStateDict: both loaders need a random generator or neither; the saved one ${saved}`,
      );
    }
    const loadRandom = random === null ? null : this.random?.planLoad(random);
    const examples = Int32Array.from(order);
    return () => {
      loadRandom?.();
      this.epoch = epoch;
      this.position = position;
      this.order = examples;
    };
  }

  private checkPlace(epoch: number, position: number, order: readonly number[]): void {
    const n = this.order.length;
    const isOrder =
      Array.isArray(order) && order.length === n && new Set(order).size === n && [...order].every((i) => isIndex(i, n));
    if (!isOrder)
      throw new RangeError(
        `Loader.loadStateDict: order must list the ${n} examples of this data set once each, got ${describeValue(order)}`,
      );
    checkArgument("Loader.loadStateDict", "epoch", epoch, countOrZero);
    if (!isIndex(position, n - this.least + 1))
      throw new RangeError(
        `Loader.loadStateDict: position must be an integer from 0 to ${n - this.least}, got ${describeValue(position)}`,
      );
  }
}

const isIndex = (i: number, n: number): boolean => Number.isInteger(i) && i >= 0 && i < n;
