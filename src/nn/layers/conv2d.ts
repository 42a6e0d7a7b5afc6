import { checkRandom } from "../../autograd/checkRandom.ts";
import { zeros } from "../../autograd/create/zeros.ts";
import { conv2d } from "../../autograd/ops/networks/conv2d.ts";
import type { Random } from "../../autograd/random.ts";
import type { Tensor } from "../../autograd/tensor.ts";
import { type Pair, pair } from "../../kernels/geometry.ts";
import { fans } from "../init/fans.ts";
import { kaimingUniform } from "../init/kaimingUniform.ts";
import { uniformInit } from "../init/uniformInit.ts";
import { type LayerSettings, Module } from "../module.ts";
import { positive } from "../support/positive.ts";

export interface Conv2dOptions {
  /** Generator of the first weights. Required. */
  random: Random;
  /** Distance between windows: an integer >= 1, or [vertical, horizontal]. Default: 1. */
  stride?: Pair;
  /** Rows and columns of zeros on each side: an integer >= 0, or [vertical, horizontal]. Default: 0. */
  padding?: Pair;
  /** Distance between the taps of a kernel: an integer >= 1, or [vertical, horizontal]. Default: 1. */
  dilation?: Pair;
  /** Groups of channels that are convolved separately: a divisor of both counts of channels. Default: 1. */
  groups?: number;
  /** True to add a trained bias to each output channel. Default: true. */
  bias?: boolean;
}

type Two = readonly [vertical: number, horizontal: number];

/**
 * Cross-correlation of images with small kernels, one output channel per kernel.
 *
 * x: [batch, in, height, width]   weight: [out, in / groups, kernelHeight, kernelWidth]
 * →   [batch, out, height', width']
 *
 *     height' = ⌊(height + 2 padding − dilation (kernelHeight − 1) − 1) / stride⌋ + 1          likewise the width
 *
 * Weight and bias start uniform in ±1/√fanIn, as in PyTorch.
 *
 * @example new Conv2d(1, 8, 3, { random: new Random(1), padding: 1 }).weight.shape // [8, 1, 3, 3]
 */
export class Conv2d extends Module {
  readonly weight: Tensor;
  readonly bias: Tensor | null;
  private readonly geometry: { stride: Two; padding: Two; dilation: Two; groups: number };

  constructor(inChannels: number, outChannels: number, kernelSize: Pair, options: Conv2dOptions) {
    super();
    checkRandom("Conv2d", options, ["stride", "padding", "dilation", "groups", "bias"]);
    const { random, groups = 1, bias = true } = options;
    positive("Conv2d", { inChannels, outChannels, groups });
    if (inChannels % groups !== 0 || outChannels % groups !== 0) {
      throw new RangeError(
        `Conv2d: groups must divide the ${inChannels} input and ${outChannels} output channels, got ${groups}`,
      );
    }
    const stride = pair("Conv2d", "stride", options.stride ?? 1, 1);
    const padding = pair("Conv2d", "padding", options.padding ?? 0, 0);
    const dilation = pair("Conv2d", "dilation", options.dilation ?? 1, 1);
    this.geometry = { stride, padding, dilation, groups };
    const shape = [outChannels, inChannels / groups, ...pair("Conv2d", "kernelSize", kernelSize, 1)];
    this.weight = kaimingUniform(zeros(shape, { requiresGrad: true }), { random, gain: 1 / Math.sqrt(3) });
    const bound = 1 / Math.sqrt(fans(shape).fanIn);
    this.bias = bias
      ? uniformInit(zeros([outChannels], { requiresGrad: true }), { random, low: -bound, high: bound })
      : null;
  }

  forward(x: Tensor): Tensor {
    return conv2d(x, this.weight, this.bias, this.geometry);
  }

  override describe(): string {
    const [out, channels, height, width] = this.weight.shape;
    return `${channels * this.geometry.groups} → ${out}, ${height}×${width}`;
  }

  override settings(): LayerSettings {
    const [outChannels, channels, ...kernelSize] = this.weight.shape;
    const { groups } = this.geometry;
    const bias = this.bias !== null;
    return { inChannels: channels * groups, outChannels, kernelSize, ...this.geometry, bias };
  }
}
