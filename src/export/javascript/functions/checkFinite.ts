import { allFinite } from "../../../kernels/reference/reduce.ts";

/** Throws if the loss or a gradient is NaN or infinite: the weights are as they were. */
export function checkFinite(loss: number, gradients: readonly Float32Array[]): void {
  if (Number.isFinite(loss) && gradients.every(allFinite)) return;
  throw new RangeError(`trainStep: loss and gradients must be finite, got the loss ${loss}; no weight was changed`);
}
