/**
 * @file The specification: every kernel as its plain loops, with f64 accumulators. Faster kernels are tested against
 * it, and whatever they do not handle (Float64, no WebAssembly) is done here.
 */
export { addAlong, takeAlong } from "./along.ts";
export { batchedGemm } from "./batchedGemm.ts";
export { addRowBias } from "./bias.ts";
export { channelMap, channelSums } from "./channels.ts";
export { conv2d, conv2dInputGradient, conv2dWeightGradient } from "./conv2d.ts";
export { extremeGradient, maxAxis, minAxis } from "./extremes.ts";
export { gemm } from "./gemm.ts";
export { layerNorm, layerNormGradient } from "./layerNorm.ts";
export { avgPool2d, avgPool2dGradient, maxPool2d, maxPool2dGradient } from "./pool2d.ts";
export { allFinite, sumAxis } from "./reduce.ts";
export { addRows, copyRows, scaleRows } from "./rows.ts";
export {
  logSoftmax,
  logSoftmaxGradient,
  logSumExp,
  softmax,
  softmaxCrossEntropy,
  softmaxGradient,
} from "./softmax.ts";
export { wholeNumbers } from "./wholeNumbers.ts";
