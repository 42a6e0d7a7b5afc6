import { checkRandom } from "../../autograd/checkRandom.ts";
import { zeros } from "../../autograd/create/zeros.ts";
import { embedding } from "../../autograd/ops/selection/embedding.ts";
import type { Random } from "../../autograd/random.ts";
import type { Tensor } from "../../autograd/tensor.ts";
import { normalInit } from "../init/normalInit.ts";
import { type LayerSettings, Module } from "../module.ts";
import { positive } from "../support/positive.ts";

export interface EmbeddingOptions {
  /** Generator of the first weights. Required. */
  random: Random;
}

/**
 * Returns one trained row per index.
 *
 * x: [batch, …] of integers below `count`   weight: [count, features]   →   [batch, …, features]
 */
export class Embedding extends Module {
  readonly weight: Tensor;

  constructor(count: number, features: number, options: EmbeddingOptions) {
    super();
    checkRandom("Embedding", options);
    positive("Embedding", { count, features });
    this.weight = normalInit(zeros([count, features], { requiresGrad: true }), { random: options.random });
  }

  forward(x: Tensor): Tensor {
    return embedding(this.weight, x);
  }

  override describe(): string {
    return `${this.weight.shape[0]} × ${this.weight.shape[1]}`;
  }

  override settings(): LayerSettings {
    return { count: this.weight.shape[0], features: this.weight.shape[1] };
  }
}
