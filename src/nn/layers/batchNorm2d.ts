import { BatchNorm } from "./batchNorm.ts";

/** Batch normalisation over the batch, height and width.   [batch, channels, height, width] */
export class BatchNorm2d extends BatchNorm {
  protected readonly axes = { counts: [4], text: "4 axes, [batch, channels, height, width]" };
}
