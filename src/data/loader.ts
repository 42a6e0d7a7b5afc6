import type { Random } from "../autograd/random.ts";
import { type Dataset, subset } from "./dataset.ts";

export interface LoaderOptions {
  batch: number;
  /** Draws a new order for every epoch. Without it the order is the data set's. */
  random?: Random;
  /** Leave out the last batch of an epoch when it is smaller than the others. */
  dropLast?: boolean;
}

/** Where a loader stands: plain JSON, enough to go on with the very next batch. */
export interface LoaderState {
  epoch: number;
  position: number;
  order: number[];
  random: number[] | null;
}

/** Endless batches of a data set, epoch after epoch: each epoch shows every example once, in a new random order. */
export class Loader {
  readonly data: Dataset;
  readonly batchesPerEpoch: number;
  /** Epochs begun so far, and examples of the current one already delivered. */
  epoch = 0;
  private position = 0;
  private order: Int32Array;
  private readonly batch: number;
  private readonly random: Random | null;

  constructor(data: Dataset, { batch, random, dropLast = false }: LoaderOptions) {
    const n = data.labels.length;
    if (n === 0) throw new RangeError("Loader: the data set has no examples");
    if (!Number.isInteger(batch) || batch < 1)
      throw new RangeError(`Loader: batch is ${batch}; it needs to be a whole number, 1 or more`);
    if (dropLast && batch > n)
      throw new RangeError(`Loader: batch ${batch} is more than the ${n} examples, and dropLast leaves none`);
    this.data = data;
    this.batch = batch;
    this.random = random ?? null;
    this.batchesPerEpoch = dropLast ? Math.floor(n / batch) : Math.ceil(n / batch);
    this.order = Int32Array.from({ length: n }, (_, i) => i);
  }

  /** The next batch; a new epoch begins by itself. */
  next(): Dataset {
    if (this.position === 0) {
      this.epoch++;
      this.random?.shuffle(this.order);
    }
    const start = this.position * this.batch;
    this.position = (this.position + 1) % this.batchesPerEpoch;
    return subset(this.data, this.order.subarray(start, start + this.batch));
  }

  /** The batches up to the end of the current epoch. */
  *rest(): Generator<Dataset> {
    do yield this.next();
    while (this.position !== 0);
  }

  save(): LoaderState {
    return { epoch: this.epoch, position: this.position, order: [...this.order], random: this.random?.save() ?? null };
  }

  load({ epoch, position, order, random }: LoaderState): void {
    const n = this.data.labels.length;
    const isOrder =
      order.length === n && new Set(order).size === n && order.every((i) => Number.isInteger(i) && i >= 0 && i < n);
    if (!isOrder)
      throw new RangeError(`Loader.load: the saved order does not list the ${n} examples of this data set once each`);
    if (!Number.isInteger(position) || position < 0 || position >= this.batchesPerEpoch) {
      throw new RangeError(
        `Loader.load: position ${position} is not one of the ${this.batchesPerEpoch} batches of an epoch`,
      );
    }
    if ((random === null) !== (this.random === null))
      throw new Error("Loader.load: one of the saved and this loader shuffles, the other does not");
    if (random !== null) this.random?.load(random);
    this.epoch = epoch;
    this.position = position;
    this.order = Int32Array.from(order);
  }
}
