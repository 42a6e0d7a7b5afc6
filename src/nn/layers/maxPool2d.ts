import { maxPool2d } from "../../autograd/ops/networks/maxPool2d.ts";
import type { PoolingOptions } from "../../autograd/ops/support/pool2d.ts";
import type { Tensor } from "../../autograd/tensor.ts";
import type { Pair } from "../../kernels/geometry.ts";
import { Pool2d } from "./pool.ts";

/**
 * Returns the largest element of every window, by the op `maxPool2d`. The stride defaults to the kernel size.
 *
 * x: [batch, channels, height, width]
 *
 * @example new MaxPool2d(2).forward(tensor([[[[1, 2], [3, 4]]]])).data // [4]
 */
export class MaxPool2d extends Pool2d<PoolingOptions> {
  constructor(kernelSize: Pair, options: PoolingOptions = {}) {
    super(kernelSize, options, ["stride", "padding"]);
  }

  forward(x: Tensor): Tensor {
    return maxPool2d(x, this.kernelSize, this.options);
  }
}
