import { dropout } from "../../autograd/ops/networks/dropout.ts";
import type { Random } from "../../autograd/random.ts";
import type { Tensor } from "../../autograd/tensor.ts";
import { Module } from "../module.ts";
import { seeded } from "../validate.ts";

/**
 * In training, sets each element to 0 with probability p and multiplies the others by 1 / (1 − p); in `eval` does nothing.
 *
 * Srivastava et al., "Dropout: A Simple Way to Prevent Neural Networks from Overfitting", JMLR 2014.
 */
export class Dropout extends Module {
  private readonly p: number;
  private readonly random: Random;

  constructor(p: number, options: { random: Random }) {
    super();
    seeded("Dropout", options);
    if (!(p >= 0 && p < 1)) throw new RangeError(`Dropout: p is ${p}; it needs to be at least 0 and below 1`);
    this.p = p;
    this.random = options.random;
  }

  forward(x: Tensor): Tensor {
    return this.training ? dropout(x, this.p, this.random) : x;
  }

  override describe(): string {
    return `p = ${this.p}`;
  }
}
