import { zeros } from "../autograd/create.ts";
import { conv2d } from "../autograd/ops/conv2d.ts";
import type { Random } from "../autograd/random.ts";
import type { Tensor } from "../autograd/tensor.ts";
import { fans, kaimingUniform, uniformInit } from "./init.ts";
import { Module } from "./module.ts";
import { positive } from "./validate.ts";

export interface Conv2dOptions {
  random: Random;
  stride?: number;
  padding?: number;
  dilation?: number;
  groups?: number;
  bias?: boolean;
}

/**
 * Cross-correlation of images with small kernels, one output channel per kernel.
 *
 * x: [batch, in, height, width]   weight: [out, in / groups, kernelSize, kernelSize]   →   [batch, out, height', width']
 *
 *     height' = ⌊(height + 2 padding − dilation (kernelSize − 1) − 1) / stride⌋ + 1
 *
 * Weight and bias start uniform in ±1/√fanIn, as in PyTorch.
 *
 * @example new Conv2d(1, 8, 3, { random: new Random(1), padding: 1 }).weight.shape // [8, 1, 3, 3]
 */
export class Conv2d extends Module {
  readonly weight: Tensor;
  readonly bias: Tensor | null;
  private readonly geometry: { stride: number; padding: number; dilation: number; groups: number };

  constructor(inChannels: number, outChannels: number, kernelSize: number, options: Conv2dOptions) {
    super();
    const { random, stride = 1, padding = 0, dilation = 1, groups = 1, bias = true } = options;
    positive("Conv2d", { inChannels, outChannels, kernelSize, stride, dilation, groups });
    if (inChannels % groups !== 0 || outChannels % groups !== 0) {
      throw new RangeError(
        `Conv2d: ${groups} groups do not divide ${inChannels} input and ${outChannels} output channels`,
      );
    }
    this.geometry = { stride, padding, dilation, groups };
    const shape = [outChannels, inChannels / groups, kernelSize, kernelSize];
    this.weight = kaimingUniform(zeros(shape, { requiresGrad: true }), random, 1 / Math.sqrt(3));
    const bound = 1 / Math.sqrt(fans(shape).fanIn);
    this.bias = bias ? uniformInit(zeros([outChannels], { requiresGrad: true }), random, -bound, bound) : null;
  }

  forward(x: Tensor): Tensor {
    return conv2d(x, this.weight, this.bias, this.geometry);
  }

  override describe(): string {
    const [out, channels, size] = this.weight.shape;
    return `${channels * this.geometry.groups} → ${out}, ${size}×${size}`;
  }
}
