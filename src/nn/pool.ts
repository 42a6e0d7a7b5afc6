import { avgPool2d, maxPool2d } from "../autograd/ops/index.ts";
import type { AvgPoolingOptions, PoolingOptions } from "../autograd/ops/pool2d.ts";
import type { Tensor } from "../autograd/tensor.ts";
import { type Pair, pair, showPair } from "../kernels/geometry.ts";
import { checkOptions } from "../kernels/options.ts";
import { Module } from "./module.ts";

abstract class Pool2d<Options extends PoolingOptions> extends Module {
  protected readonly kernelSize: readonly [height: number, width: number];
  protected readonly options: Options;

  constructor(kernelSize: Pair, options: Options, valid: readonly string[]) {
    super();
    const who = new.target.name;
    checkOptions(who, options, valid);
    this.kernelSize = pair(who, "kernelSize", kernelSize, 1);
    pair(who, "stride", options.stride ?? kernelSize, 1);
    pair(who, "padding", options.padding ?? 0, 0);
    this.options = options;
  }

  override describe(): string {
    return showPair(this.kernelSize);
  }
}

/** The largest element of every window; windows side by side unless `stride` says otherwise.  [batch, channels, height, width] */
export class MaxPool2d extends Pool2d<PoolingOptions> {
  constructor(kernelSize: Pair, options: PoolingOptions = {}) {
    super(kernelSize, options, ["stride", "padding"]);
  }

  forward(x: Tensor): Tensor {
    return maxPool2d(x, this.kernelSize, this.options);
  }
}

/** The mean of every window, padding counted as zeros unless `countPadding` is false.  [batch, channels, height, width] */
export class AvgPool2d extends Pool2d<AvgPoolingOptions> {
  constructor(kernelSize: Pair, options: AvgPoolingOptions = {}) {
    super(kernelSize, options, ["stride", "padding", "countPadding"]);
  }

  forward(x: Tensor): Tensor {
    return avgPool2d(x, this.kernelSize, this.options);
  }
}
