import { checkArgument } from "../check/checkArgument.ts";
import { count } from "../check/kinds.ts";
import type { Parameter } from "./group.ts";
import { scaled } from "./support/clip.ts";

/**
 * Gradient accumulation: divides gradients that `backward` summed over k calls by k.
 *
 *     g ← g / k
 *
 * If losses are means over batches of one size, the step equals that of one batch k times as large.
 * Throws unless k is an integer >= 1.
 *
 *     optimizer.zeroGrad();
 *     for (const batch of fourBatches) loss(batch).backward();
 *     averageGrad(model.parameters(), 4);
 *     optimizer.step();
 */
export function averageGrad(params: Iterable<Parameter>, k: number): void {
  checkArgument("averageGrad", "k", k, count);
  for (const param of params) if (param.grad !== null) param.grad = scaled(param.grad, 1 / k);
}
