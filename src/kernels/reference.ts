/**
 * @file The specification: every kernel as its obvious loops, with f64 accumulators. Whatever is faster is tested
 * against this, and whatever the faster kernels cannot do (Float64, no WebAssembly) is done here.
 */
import type { Kernels } from "./kernels.ts";
import { addRowBias } from "./reference/bias.ts";
import { conv2d, conv2dInputGradient, conv2dWeightGradient } from "./reference/conv2d.ts";
import { exp, relu, reluGradient, sigmoid, tanh } from "./reference/elementwise.ts";
import { gemm } from "./reference/gemm.ts";
import { avgPool2d, avgPool2dGradient, maxPool2d, maxPool2dGradient } from "./reference/pool2d.ts";
import { allFinite, maxAxis, sumAxis } from "./reference/reduce.ts";
import { logSumExp, softmax, softmaxCrossEntropy } from "./reference/softmax.ts";

export const reference: Readonly<Kernels> = {
  gemm,
  conv2d,
  conv2dInputGradient,
  conv2dWeightGradient,
  maxPool2d,
  maxPool2dGradient,
  avgPool2d,
  avgPool2dGradient,
  sumAxis,
  maxAxis,
  logSumExp,
  softmax,
  softmaxCrossEntropy,
  allFinite,
  addRowBias,
  exp,
  tanh,
  sigmoid,
  relu,
  reluGradient,
};
