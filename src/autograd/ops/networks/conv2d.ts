import { makeRoom, makeZeros } from "../../../array/makeZeros.ts";
import { NdArray } from "../../../array/ndArray.ts";
import { conv2d as conv2dKernel } from "../../../kernels/conv2d.ts";
import { conv2dInputGradient } from "../../../kernels/conv2dInputGradient.ts";
import { conv2dWeightGradient } from "../../../kernels/conv2dWeightGradient.ts";
import { type Conv2dGeometry, type Conv2dOptions, conv2dGeometry } from "../../../kernels/geometry.ts";
import { sumAxis } from "../../../kernels/sumAxis.ts";
import type { Edge } from "../../edge.ts";
import { promote } from "../../promote.ts";
import { record } from "../../support/record.ts";
import type { Tensor } from "../../tensor.ts";
import { needBias, needTensor } from "../support/needTensor.ts";

/**
 * Two-dimensional convolution (without flipping the kernel, as is the custom in deep learning).
 *
 *     y[n, o, i, j] = b[o] + Σ weight[o, c, p, q] · x[n, c, i′ + p·dilation, j′ + q·dilation]
 *     i′ = i·stride − padding          j′ = j·stride − padding
 *
 * x: [batch, channels, height, width]   weight: [outChannels, channels / groups, kernelHeight, kernelWidth]
 * bias: [outChannels] or null   →   [batch, outChannels, outHeight, outWidth]
 *
 * Outside the image x is 0. With groups, each group of output channels sees only its group of input channels.
 * Throws unless the shapes fit each other and the options.
 *
 * @gradcheck conv2d(randn(2, 2, 4, 5), randn(3, 2, 3, 2), randn(3))
 * @gradcheck conv2d(randn(1, 2, 5, 4), randn(2, 2, 3, 3), null, { stride: 2, padding: 1 })
 * @gradcheck conv2d(randn(1, 1, 5, 6), randn(1, 1, 2, 3), null, { dilation: [2, 1], padding: [0, 1] })
 * @gradcheck conv2d(randn(1, 4, 3, 3), randn(6, 2, 2, 2), randn(6), { groups: 2 })
 */
export function conv2d(x: Tensor, weight: Tensor, bias: Tensor | null = null, options: Conv2dOptions = {}): Tensor {
  needTensor("conv2d", "the input", x);
  needTensor("conv2d", "weight", weight);
  const geometry = conv2dGeometry("conv2d", x.shape, weight.shape, options);
  needBias("conv2d", bias, geometry.outChannels, weight);
  return recordConvolution(geometry, ...promote(x, weight, bias));
}

function recordConvolution(geometry: Conv2dGeometry, x: Tensor, weight: Tensor, bias: Tensor | null): Tensor {
  const { batch, outChannels, outHeight, outWidth } = geometry;
  const y = conv2dKernel(x.data, weight.data, null, geometry, bias?.data);
  const edges: Edge[] = [
    [x, (dy) => inputGradient(dy, weight, x, geometry)],
    [weight, (dy) => weightGradient(dy, weight, x, geometry)],
  ];
  if (bias !== null) edges.push([bias, (dy) => biasGradient(dy, geometry)]);
  return record("conv2d", new NdArray(y, [batch, outChannels, outHeight, outWidth]), ...edges);
}

function inputGradient({ data: dy }: NdArray, weight: NdArray, x: NdArray, geometry: Conv2dGeometry): NdArray {
  const dx = makeRoom(dy, x.size);
  conv2dInputGradient(dy, weight.data, dx, geometry);
  return new NdArray(dx, x.shape);
}

function weightGradient({ data: dy }: NdArray, weight: NdArray, x: NdArray, geometry: Conv2dGeometry): NdArray {
  const dWeight = makeRoom(dy, weight.size);
  conv2dWeightGradient(x.data, dy, dWeight, geometry);
  return new NdArray(dWeight, weight.shape);
}

/** ∂L/∂b[o] = Σ ∂L/∂y over batch, height and width, rounded once */
function biasGradient({ data: dy }: NdArray, geometry: Conv2dGeometry): NdArray {
  const { batch, outChannels, outHeight, outWidth } = geometry;
  const planes = new Float64Array(batch * outChannels);
  sumAxis(dy, planes, batch * outChannels, outHeight * outWidth, 1);
  const dBias = makeZeros(dy, outChannels);
  sumAxis(planes, dBias, 1, batch, outChannels);
  return new NdArray(dBias, [outChannels]);
}
