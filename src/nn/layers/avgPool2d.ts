import { avgPool2d } from "../../autograd/ops/networks/avgPool2d.ts";
import type { AvgPoolingOptions } from "../../autograd/ops/support/pool2d.ts";
import type { Tensor } from "../../autograd/tensor.ts";
import type { Pair } from "../../kernels/geometry.ts";
import type { LayerSettings } from "../module.ts";
import { Pool2d } from "./pool.ts";

/**
 * Returns the mean of every window, by the op `avgPool2d`. Counts padding as zeros unless `countPadding` is false. The
 * stride defaults to the kernel size.
 *
 * x: [batch, channels, height, width]
 *
 * @example new AvgPool2d(2).forward(tensor([[[[1, 2], [3, 4]]]])).data // [2.5]
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
