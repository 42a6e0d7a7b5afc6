/** @file The kernels in WebAssembly where there is one and it applies, the plain loops elsewhere. */
import type { Kernels } from "../kernels.ts";
import { reference } from "../reference.ts";
import { conv2d, conv2dInputGradient, conv2dWeightGradient } from "./conv2d.ts";
import { elementwise, reluGradient } from "./elementwise.ts";
import { gemm } from "./gemm.ts";
import { maxPool2d, maxPool2dGradient } from "./pool2d.ts";
import { allFinite, sumAxis } from "./reduce.ts";
import { softmaxCrossEntropy } from "./softmax.ts";

export const fast: Readonly<Kernels> = {
  ...reference,
  allFinite,
  gemm(a, b, c, shape) {
    if (!gemm(a, b, c, shape)) reference.gemm(a, b, c, shape);
  },
  conv2d(x, weight, y, geometry, bias = null) {
    if (!conv2d(x, weight, y, geometry, bias)) reference.conv2d(x, weight, y, geometry, bias);
  },
  conv2dInputGradient(dy, weight, dx, geometry) {
    if (!conv2dInputGradient(dy, weight, dx, geometry)) reference.conv2dInputGradient(dy, weight, dx, geometry);
  },
  conv2dWeightGradient(x, dy, dWeight, geometry) {
    if (!conv2dWeightGradient(x, dy, dWeight, geometry)) reference.conv2dWeightGradient(x, dy, dWeight, geometry);
  },
  maxPool2d(x, y, argmax, geometry) {
    if (!maxPool2d(x, y, argmax, geometry)) reference.maxPool2d(x, y, argmax, geometry);
  },
  maxPool2dGradient(dy, argmax, dx, geometry) {
    if (!maxPool2dGradient(dy, argmax, dx)) reference.maxPool2dGradient(dy, argmax, dx, geometry);
  },
  softmaxCrossEntropy(logits, labels, probabilities, losses, rows, classes) {
    if (softmaxCrossEntropy(logits, labels, probabilities, losses, rows, classes)) return;
    reference.softmaxCrossEntropy(logits, labels, probabilities, losses, rows, classes);
  },
  exp(x, y) {
    if (!elementwise("exponential", x, y)) reference.exp(x, y);
  },
  tanh(x, y) {
    if (!elementwise("tanh", x, y)) reference.tanh(x, y);
  },
  sigmoid(x, y) {
    if (!elementwise("sigmoid", x, y)) reference.sigmoid(x, y);
  },
  relu(x, y) {
    if (!elementwise("relu", x, y)) reference.relu(x, y);
  },
  reluGradient(x, dy, dx) {
    if (!reluGradient(x, dy, dx)) reference.reluGradient(x, dy, dx);
  },
  sumAxis(x, y, outer, length, inner) {
    if (!sumAxis(x, y, outer, length, inner)) reference.sumAxis(x, y, outer, length, inner);
  },
};
