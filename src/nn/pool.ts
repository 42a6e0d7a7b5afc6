import { avgPool2d, maxPool2d } from "../autograd/ops/index.ts";
import type { Tensor } from "../autograd/tensor.ts";
import { Module } from "./module.ts";
import { positive } from "./validate.ts";

export interface PoolOptions {
  /** The distance between windows; the kernel size unless given. */
  stride?: number;
  padding?: number;
}

/** The largest element of every kernelSize × kernelSize window.  [batch, channels, height, width] */
export class MaxPool2d extends Module {
  private readonly kernelSize: number;
  private readonly options: PoolOptions;

  constructor(kernelSize: number, options: PoolOptions = {}) {
    super();
    positive("MaxPool2d", { kernelSize, stride: options.stride ?? kernelSize });
    this.kernelSize = kernelSize;
    this.options = options;
  }

  forward(x: Tensor): Tensor {
    return maxPool2d(x, this.kernelSize, this.options);
  }

  override describe(): string {
    return `${this.kernelSize}×${this.kernelSize}`;
  }
}

/** The mean of every kernelSize × kernelSize window, padding counted as zeros.  [batch, channels, height, width] */
export class AvgPool2d extends Module {
  private readonly kernelSize: number;
  private readonly options: PoolOptions;

  constructor(kernelSize: number, options: PoolOptions = {}) {
    super();
    positive("AvgPool2d", { kernelSize, stride: options.stride ?? kernelSize });
    this.kernelSize = kernelSize;
    this.options = options;
  }

  forward(x: Tensor): Tensor {
    return avgPool2d(x, this.kernelSize, this.options);
  }

  override describe(): string {
    return `${this.kernelSize}×${this.kernelSize}`;
  }
}
