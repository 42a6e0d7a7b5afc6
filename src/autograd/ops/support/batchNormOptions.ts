import { showShape, sizeOf } from "../../../array/shape.ts";
import type { Planes } from "../../../kernels/planes.ts";
import type { Tensor } from "../../tensor.ts";
import { needTensor } from "./needTensor.ts";

export interface BatchNormOptions {
  /** [channels]. Used outside training; moved towards the batch's statistics in training. */
  runningMean?: Tensor | null;
  runningVariance?: Tensor | null;
  /** True to normalise by the statistics of the batch, false by the running ones. Default: true. */
  training?: boolean;
  /** Share of the new batch in the running statistics. Default: 0.1. */
  momentum?: number;
  /** ε, added to the variance. Default: 1e-5. */
  eps?: number;
}

/** The planes of x. Throws unless every part has one number a channel, and training has two values a channel. */
export function planesOf(
  x: Tensor,
  weight: Tensor | null,
  bias: Tensor | null,
  { runningMean, runningVariance, training = true }: BatchNormOptions,
): Planes {
  needTensor("batchNorm", "the input", x);
  const given = (): string => showShape(x.shape);
  if (x.shape.length < 2)
    throw new RangeError(`batchNorm: the input must have 2 or more axes, [batch, channels, …], got ${given()}`);
  const channels = x.shape[1];
  for (const [name, part] of Object.entries({ weight, bias, runningMean, runningVariance })) {
    if (part === null || part === undefined) continue;
    needTensor("batchNorm", name, part);
    if (part.shape.length !== 1 || part.shape[0] !== channels)
      throw new RangeError(
        `batchNorm: ${name} must be [${channels}] for input ${given()}, got ${showShape(part.shape)}`,
      );
  }
  const inner = sizeOf(x.shape.slice(2));
  const values = x.shape[0] * inner;
  if (training && values < 2)
    throw new RangeError(
      `batchNorm: training needs 2 or more values a channel, got ${values} in ${given()}; call eval()`,
    );
  return { channels, inner };
}
