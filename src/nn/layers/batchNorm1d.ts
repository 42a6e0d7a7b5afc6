import { BatchNorm } from "./batchNorm.ts";

/** Batch normalisation over the batch, and over the length if there is one.   [batch, channels, length?] */
export class BatchNorm1d extends BatchNorm {
  protected readonly axes = { counts: [2, 3], text: "2 or 3 axes, [batch, channels] or [batch, channels, length]" };
}
