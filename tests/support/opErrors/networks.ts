/** @file Wrong calls of ops: convolution, pooling, dropout and normalization. */
import { batchNorm, Random } from "../../../src/autograd/index.ts";
import * as ops from "../../../src/autograd/ops/index.ts";
import { type OpError, x } from "./opError.ts";

export const networks: readonly OpError[] = [
  [
    "channels that do not fit",
    () => ops.conv2d(x(1, 3, 8, 8), x(4, 2, 3, 3)),
    "conv2d: input [1,3,8,8] has 3 channels, weight [4,2,3,3] needs 2 × 1 group = 2",
  ],
  [
    "an image without batch axis",
    () => ops.conv2d(x(3, 8, 8), x(4, 3, 3, 3)),
    "conv2d: input [3,8,8] needs 4 axes, [batch,channels,height,width]",
  ],
  [
    "a bias that does not fit",
    () => ops.conv2d(x(1, 1, 3, 3), x(2, 1, 3, 3), x(3)),
    "conv2d: bias must be [2] for weight [2,1,3,3], got [3]",
  ],
  [
    "a kernel larger than the image",
    () => ops.conv2d(x(1, 1, 2, 2), x(1, 1, 3, 3)),
    "conv2d: a window of 3×3 does not fit into input [1,1,2,2] with padding 0×0",
  ],
  [
    "a stride of 0",
    () => ops.maxPool2d(x(1, 1, 4, 4), 2, { stride: 0 }),
    "maxPool2d: stride must be a whole number, 1 or more, or two of them, got 0",
  ],
  [
    "a window that does not fit",
    () => ops.avgPool2d(x(1, 1, 2, 2), 3),
    "avgPool2d: a window of 3×3 does not fit into input [1,1,2,2] with padding 0×0",
  ],
  [
    "a probability above 1",
    () => ops.dropout(x(2), 1.5, { random: new Random(1) }),
    "dropout: p must be in [0, 1], got 1.5",
  ],
  [
    "an input without channels",
    () => batchNorm(x(4)),
    "batchNorm: the input must have 2 or more axes, [batch, channels, …], got [4]",
  ],
  [
    "a weight that does not fit",
    () => batchNorm(x(4, 3), x(2)),
    "batchNorm: weight must be [3] for input [4,3], got [2]",
  ],
  [
    "statistics that do not fit",
    () => batchNorm(x(4, 3), null, null, { runningMean: x(2) }),
    "batchNorm: runningMean must be [3] for input [4,3], got [2]",
  ],
  [
    "one value per channel",
    () => batchNorm(x(1, 3)),
    "batchNorm: training needs 2 or more values a channel, got 1 in [1,3]; call eval()",
  ],
  [
    "no statistics to use",
    () => batchNorm(x(4, 3), null, null, { training: false }),
    "batchNorm: outside training, runningMean and runningVariance must be given, got none; pass { training: true }",
  ],
  [
    "a shape the input does not end in",
    () => ops.layerNorm(x(2, 3), [2]),
    "layerNorm: the input must end in the shape [2], got [2,3]",
  ],
  [
    "a shape without a number",
    () => ops.layerNorm(x(2, 0), [0]),
    "layerNorm: the shape must have 1 or more axes, none of size 0, got [0]",
  ],
  [
    "a tensor in place of the shape",
    () => ops.layerNorm(x(2, 3), x(3) as never),
    "layerNorm: the shape must be a list, got an object of class Tensor; use [2, 3]",
  ],
  ["a bias that does not fit", () => ops.layerNorm(x(2, 3), [3], null, x(2)), "layerNorm: bias must be [3], got [2]"],
];
