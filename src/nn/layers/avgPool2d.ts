import { avgPool2d } from "../../autograd/ops/index.ts";
import type { AvgPoolingOptions } from "../../autograd/ops/support/pool2d.ts";
import type { Tensor } from "../../autograd/tensor.ts";
import type { Pair } from "../../kernels/geometry.ts";
import type { LayerSettings } from "../module.ts";
import { Pool2d } from "./pool.ts";

/**
 * The mean of every window. Counts padding as zeros unless `countPadding` is false.  [batch, channels, height, width]
 */
export class AvgPool2d extends Pool2d<AvgPoolingOptions> {
  constructor(kernelSize: Pair, options: AvgPoolingOptions = {}) {
    super(kernelSize, options, ["stride", "padding", "countPadding"]);
  }

  forward(x: Tensor): Tensor {
    return avgPool2d(x, this.kernelSize, this.options);
  }

  override settings(): LayerSettings {
    return { ...super.settings(), countPadding: this.options.countPadding ?? true };
  }
}
