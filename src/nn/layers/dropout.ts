import { checkRandom } from "../../autograd/checkRandom.ts";
import { dropout } from "../../autograd/ops/networks/dropout.ts";
import type { Random } from "../../autograd/random.ts";
import type { Tensor } from "../../autograd/tensor.ts";
import { checkArgument } from "../../check/checkArgument.ts";
import { unitInterval } from "../../check/kinds.ts";
import { type LayerSettings, Module } from "../module.ts";

export interface DropoutLayerOptions {
  /** Generator of the masks. Required. */
  random: Random;
}

/**
 * Sets each element to 0 with probability p in training and multiplies the others by 1 / (1 − p). In eval mode the
 * output is the input.
 *
 * Srivastava et al., "Dropout: A Simple Way to Prevent Neural Networks from Overfitting", JMLR 2014.
 */
export class Dropout extends Module {
  private readonly p: number;
  private readonly random: Random;

  /** @param p Probability that an element becomes 0, in [0, 1]. */
  constructor(p: number, options: DropoutLayerOptions) {
    super();
    checkRandom("Dropout", options);
    this.p = checkArgument("Dropout", "p", p, unitInterval);
    this.random = options.random;
  }

  forward(x: Tensor): Tensor {
    return this.training ? dropout(x, this.p, { random: this.random }) : x;
  }

  override describe(): string {
    return `p = ${this.p}`;
  }

  override settings(): LayerSettings {
    return { p: this.p };
  }
}
