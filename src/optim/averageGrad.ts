import type { Parameter } from "./group.ts";
import { scaled } from "./support/clip.ts";

/**
 * Gradient accumulation: turns the sum that `backward` left after several calls into their mean.
 *
 *     g ← g / k
 *
 * With losses that are means over batches of one size, the step is that of one batch k times as large.
 * Throws if k is no whole number of 1 or more.
 *
 *     optimizer.zeroGrad();
 *     for (const batch of fourBatches) loss(batch).backward();
 *     averageGrad(model.parameters(), 4);
 *     optimizer.step();
 */
export function averageGrad(params: Iterable<Parameter>, k: number): void {
  if (!Number.isInteger(k) || k < 1) {
    throw new RangeError(`averageGrad: k is ${k}; it needs to be the number of backward passes, 1 or more`);
  }
  for (const param of params) if (param.grad !== null) param.grad = scaled(param.grad, 1 / k);
}
